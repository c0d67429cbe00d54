import { beforeAll, expect, test } from "vitest";
import { call } from "#lib/api/testing/call.ts";
import { pdf, request, send, upload } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";

let school: TestSchool;
let token: Caller;
let stranger: Caller;
let documentId: string;
let pendingId: string;

/** Every operation that needs a caller, on things that are there. */
const doors = () =>
  [
    ["POST", "/api/v1/uploads", "documents:write"],
    ["POST", `/api/v1/uploads/${pendingId}/complete`, null],
    ["DELETE", `/api/v1/uploads/${pendingId}`, null],
    ["POST", "/api/v1/documents/upload", "documents:write"],
    ["GET", "/api/v1/documents", "documents:read"],
    ["GET", `/api/v1/documents/${documentId}`, "documents:read"],
    ["GET", `/api/v1/documents/${documentId}/download`, "documents:read"],
    ["GET", `/api/v1/documents/${documentId}/preview`, "documents:read"],
    ["PATCH", `/api/v1/documents/${documentId}`, "documents:write"],
    ["DELETE", `/api/v1/documents/${documentId}`, "documents:delete"],
  ] as const;

/** A body that would do something if it were let through. */
function bodyFor(method: string, path: string) {
  if (path === "/api/v1/uploads") {
    return { json: { filename: "sneaked.pdf", content_type: "application/pdf", size: 10 } };
  }
  if (method === "PATCH") return { json: { filename: "sneaked.pdf" } };
  if (!path.endsWith("/documents/upload")) return method === "POST" ? { json: {} } : {};
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(pdf())], { type: "application/pdf" }), "sneaked.pdf");
  const whole = new Request("http://athena.test/", { method: "POST", body: form });
  return {
    body: whole.body as ReadableStream,
    headers: { "content-type": whole.headers.get("content-type") ?? "" },
  };
}

/** Nothing has changed: the document is there, the upload pending, and nothing was let in. */
async function untouched() {
  expect((await call("GET", `/api/v1/documents/${documentId}`, { as: token })).status).toBe(200);
  expect((await call("GET", "/api/v1/documents?q=sneaked", { as: token })).json.data).toEqual([]);
  const { json } = await call("POST", `/api/v1/uploads/${pendingId}/complete`, { as: token });
  expect(json.code).toBe("upload_not_arrived");
}

beforeAll(async () => {
  school = await makeSchool();
  token = await school.token();
  stranger = await (await makeSchool()).token();
  documentId = (await upload(token)).id;
  pendingId = String((await request(token, pdf())).json.upload_id);
});

test.each<[string, Caller]>([
  ["nobody", {}],
  ["a made-up token", { authorization: "Bearer ath_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
  ["another scheme", { authorization: "Basic YTpi" }],
  ["no scheme", { authorization: "ath_x" }],
  ["a made-up session", { cookie: "athena-session=eyJhbGciOiJub25lIn0.e30." }],
])("%s is told 401 at every door", async (_, as) => {
  for (const [method, path] of doors()) {
    const answer = await call(method, path, { as, ...bodyFor(method, path) });
    expect([path, answer.status, answer.json.code]).toEqual([path, 401, "unauthenticated"]);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
  }
  await untouched();
});

test("a bad token is not made good by a session beside it", async () => {
  const answer = await call("GET", "/api/v1/documents", {
    as: { ...school.admin, authorization: "Bearer x" },
  });
  expect(answer.status).toBe(401);
});

test("another school is told 404, and its lists do not show it", async () => {
  for (const [method, path] of doors()) {
    if (!path.includes(documentId) && !path.includes(pendingId)) continue;
    const answer = await call(method, path, { as: stranger, ...bodyFor(method, path) });
    expect([path, answer.status, answer.json.code]).toEqual([path, 404, "not_found"]);
  }
  expect((await call("GET", "/api/v1/documents", { as: stranger })).json).toEqual({
    data: [],
    next_cursor: null,
  });
  await untouched();
});

test("without the permission the answer is 403", async () => {
  const other = await school.token("usage:read");
  for (const [method, path, permission] of doors()) {
    if (permission === null) continue;
    const answer = await call(method, path, { as: other, ...bodyFor(method, path) });
    expect([path, answer.status, answer.json.code]).toEqual([path, 403, "forbidden"]);
  }
  await untouched();
});

test("each permission opens its own doors alone", async () => {
  const reader = await school.token("documents:read");
  const readable = await call("GET", `/api/v1/documents/${documentId}`, { as: reader });
  expect(readable.status).toBe(200);
  expect((await call("DELETE", `/api/v1/documents/${documentId}`, { as: reader })).status).toBe(403);
  const writer = await school.token("documents:write");
  expect((await upload(writer)).id).toEqual(expect.any(String));
  expect((await call("GET", "/api/v1/documents", { as: writer })).status).toBe(403);
  expect((await request(writer, pdf(), { kind: "report" })).status).toBe(403);
  // Files of kinds that a caller may not read are in none of its lists.
  const { id } = await upload(token, pdf(), { kind: "report", filename: "secret-report.pdf" });
  expect((await call("GET", `/api/v1/documents/${id}`, { as: reader })).status).toBe(403);
  expect((await call("GET", "/api/v1/documents?q=secret-report", { as: reader })).json.data).toEqual([]);
  await untouched();
});

test.each([
  ["foreign", "https://evil.example"],
  ["null", "null"],
  ["absent", undefined],
  ["of another port", "http://athena.test:8080"],
  ["of a longer name", "http://athena.test.evil.example"],
])("a session cannot change anything from an origin that is %s", async (_, origin) => {
  for (const [method, path] of doors()) {
    if (method === "GET") continue;
    const given = bodyFor(method, path);
    const headers = { ...("headers" in given ? given.headers : {}), origin };
    const answer = await call(method, path, { ...given, as: school.admin, headers });
    expect([path, answer.status, answer.json.code]).toEqual([path, 403, "foreign_origin"]);
  }
  expect((await call("GET", "/api/v1/documents", { as: school.admin, headers: { origin } })).status).toBe(
    200,
  );
  await untouched();
});

test("a token needs no origin", async () => {
  expect((await request(token, pdf())).status).toBe(201);
});

test("object keys reach tokens alone", async () => {
  const mine = await call("GET", `/api/v1/documents/${documentId}`, { as: token });
  expect(mine.json.file_path).toEqual(expect.any(String));
  for (const path of [`/api/v1/documents/${documentId}`, "/api/v1/documents"]) {
    const { bytes } = await call("GET", path, { as: school.admin });
    expect(bytes.toString()).not.toContain("file_path");
    expect(bytes.toString()).not.toContain(String(mine.json.file_path));
  }
});

test.each(["1", "..", "00000000-0000-0000-0000-000000000000", "%00", "' or 1=1", "x".repeat(5000)])(
  "the id %j is that of nothing",
  async (id) => {
    for (const path of [
      `/api/v1/documents/${encodeURIComponent(id)}x`,
      `/api/v1/uploads/${encodeURIComponent(id)}x`,
    ]) {
      const answer = await call("DELETE", path, { as: token });
      expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
    }
  },
);

test("tells what is left of the limit, and refuses beyond it", async () => {
  const busy = await school.token("documents:read");
  const ask = () => call("GET", "/api/v1/documents?limit=1", { as: busy });
  const first = await ask();
  expect(first.headers.get("ratelimit-limit")).toBe("1200");
  expect(first.headers.get("ratelimit-remaining")).toBe("1199");
  expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(0);
  const answers = [];
  for (let n = 0; n < 30; n += 1) answers.push(...(await Promise.all(Array.from({ length: 40 }, ask))));
  const refused = answers.filter((answer) => answer.status === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.json.code).toBe("rate_limited");
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  // Another token is not held to what this one has used.
  expect((await call("GET", "/api/v1/documents", { as: token })).status).toBe(200);
});

test("one malformed request does not break the next", async () => {
  for (const body of ["{", '{"filename":', "\xff\xfe"]) {
    const headers = { "content-type": "application/json" };
    const bad = await call("POST", "/api/v1/uploads", { as: token, body, headers });
    expect([bad.status, bad.json.code]).toEqual([400, "invalid_request"]);
    const bytes = pdf();
    const good = await request(token, bytes);
    expect(good.status).toBe(201);
    expect(await send(good.json, bytes)).toBeLessThan(300);
  }
});

test("health, readiness and the OpenAPI document are open to anyone and tell nothing", async () => {
  const health = await call("GET", "/api/health");
  expect([health.status, health.json]).toEqual([200, { status: "alive" }]);
  const ready = await call("GET", "/api/ready");
  expect([ready.status, ready.json]).toEqual([200, { database: "ready", storage: "ready", draining: false }]);
  expect((await call("GET", "/api/ready?without=storage")).status).toBe(200);
  const document = await call("GET", "/api/v1/openapi.json");
  expect(document.status).toBe(200);
  expect(document.bytes.toString()).not.toContain(school.id);
});
