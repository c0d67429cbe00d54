import { beforeAll, expect, test } from "vitest";
import { documentSchema } from "#lib/api/document.ts";
import { call } from "#lib/api/testing/call.ts";
import { pdf, request, send, sha256Of, upload } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";
import { partsSchema, uploadSchema, uploadStateSchema } from "#lib/api/upload.ts";
import { largePicture } from "#lib/testing/multipart.ts";

let school: TestSchool;
let token: Caller;
const complete = (as: Caller, id: unknown) => call("POST", `/api/v1/uploads/${String(id)}/complete`, { as });
const abort = (as: Caller, id: unknown) => call("DELETE", `/api/v1/uploads/${String(id)}`, { as });
const listed = async (as: Caller, q: string) =>
  (await call("GET", `/api/v1/documents?q=${encodeURIComponent(q)}`, { as })).json.data as unknown[];

beforeAll(async () => {
  school = await makeSchool();
  token = await school.token();
});

test("a file goes from request to document, and the answers have exactly the contract's shape", async () => {
  const bytes = pdf();
  const asked = await request(token, bytes, { title: "Plan" });
  expect(asked.status).toBe(201);
  const strict = uploadSchema.options.find((option) => option.shape.method.value === asked.json.method);
  expect(strict?.strict().parse(asked.json)).toEqual(asked.json);
  expect(Date.parse(String(asked.json.expires_at)) - Date.now()).toBeLessThanOrEqual(15 * 60_000);

  const early = await complete(token, asked.json.upload_id);
  expect([early.status, early.json.code]).toEqual([409, "upload_not_arrived"]);
  expect(await send(asked.json, bytes)).toBeLessThan(300);
  const done = await complete(token, asked.json.upload_id);
  expect(done.status).toBe(201);
  expect(done.headers.get("location")).toBe(`/api/v1/documents/${String(done.json.id)}`);
  expect(documentSchema.strict().parse(done.json)).toEqual({
    id: done.json.id,
    school_id: school.id,
    kind: "document",
    filename: "plan.pdf",
    title: "Plan",
    content_type: "application/pdf",
    file_size: bytes.length,
    file_path: expect.stringMatching(new RegExp(`^documents/${school.id}/\\d{4}/[0-9a-f-]{36}_plan\\.pdf$`)),
    sha256: sha256Of(bytes),
    status: "ready",
    version: 1,
    report_type: null,
    year: expect.any(Number),
    term: null,
    record_class: null,
    tags: [],
    notes: null,
    alt_text: null,
    student_ids: [],
    uploaded_by: expect.any(String),
    uploaded_at: expect.any(String),
  });
  const again = await complete(token, asked.json.upload_id);
  expect([again.status, again.json]).toEqual([200, done.json]);
});

test("a large file goes in parts, and every answer has exactly the contract's shape", async () => {
  const bytes = largePicture();
  const more = { kind: "media", filename: "mural.png", content_type: "image/png", sha256: undefined };
  const asked = await request(token, bytes, more);
  const strict = uploadSchema.options.find((option) => option.shape.method.value === "multipart");
  expect(strict?.strict().parse(asked.json)).toMatchObject({ part_size: 8 * 1024 * 1024, part_count: 4 });
  const along = partsSchema.parse(asked.json.signed);
  expect(along.parts.map(({ part_number }) => part_number)).toEqual([1, 2, 3, 4]);
  const path = `/api/v1/uploads/${String(asked.json.upload_id)}`;
  const sign = (part_numbers: unknown) =>
    call("POST", `${path}/parts`, { as: token, json: { part_numbers } });
  for (const wrong of [[], [0], [5], [1.5], ["1"], [10_001], Array<number>(101).fill(1), undefined])
    expect((await sign(wrong)).status).toBe(400);

  const signed = partsSchema.parse((await sign([3, 4])).json);
  const parts: { part_number: number; etag: string }[] = [];
  for (const { part_number, url, headers } of [...along.parts.slice(0, 2), ...signed.parts]) {
    const start = (part_number - 1) * 8 * 1024 * 1024;
    const body = new Uint8Array(bytes.subarray(start, start + 8 * 1024 * 1024));
    const answer = await fetch(url, { method: "PUT", headers, body });
    parts.push({ part_number, etag: answer.headers.get("etag") ?? "" });
  }
  const state = await call("GET", path, { as: token });
  expect(uploadStateSchema.strict().parse(state.json)).toMatchObject({
    status: "pending",
    size: bytes.length,
  });
  expect((state.json.parts as { part_number: number }[]).map((part) => part.part_number)).toEqual([
    1, 2, 3, 4,
  ]);
  expect((await call("GET", path, { as: await school.token() })).status).toBe(404);
  expect((await call("POST", `${path}/complete`, { as: token, json: { parts: [] } })).status).toBe(400);
  const done = await call("POST", `${path}/complete`, {
    as: token,
    json: { parts, sha256: sha256Of(bytes) },
  });
  expect([done.status, done.json.sha256]).toEqual([201, sha256Of(bytes)]);
  expect((await sign([1])).json.code).toBe("upload_closed");
});

async function sendUnsigned(bytes: Buffer, sha256: string) {
  const { json } = await request(token, bytes, { sha256: undefined });
  expect(json.method).toBe("put");
  expect(await send(json, bytes)).toBe(200);
  const path = `/api/v1/uploads/${String(json.upload_id)}/complete`;
  return call("POST", path, { as: token, json: { sha256 } });
}

test("a file without a checksum goes by PUT, and the one given at the end is kept", async () => {
  const bytes = pdf();
  const done = await sendUnsigned(bytes, sha256Of(bytes).toUpperCase());
  expect(done.status).toBe(201);
  expect(done.json.sha256).toBe(sha256Of(bytes));
});

test("a checksum given at the end is held against the bytes", async () => {
  const done = await sendUnsigned(pdf(), sha256Of(pdf()));
  expect([done.status, done.json.code]).toEqual([422, "checksum_mismatch"]);
});

test("a person's own page uploads too, and sees no key", async () => {
  const document = await upload(school.admin);
  expect(document.uploaded_by).toBe(school.adminId);
  expect("file_path" in document).toBe(false);
});

test("50 confirms at once make one document", async () => {
  const bytes = pdf();
  const { json } = await request(token, bytes, { filename: "fifty.pdf" });
  await send(json, bytes);
  const answers = await Promise.all(Array.from({ length: 50 }, () => complete(token, json.upload_id)));
  const statuses = Object.groupBy(answers, ({ status }) => status);
  expect([statuses[201]?.length, statuses[200]?.length]).toEqual([1, 49]);
  expect(new Set(answers.map((answer) => answer.json.id)).size).toBe(1);
  expect(await listed(token, "fifty.pdf")).toHaveLength(1);
});

test("an upload can be given up, twice, and then no more completed", async () => {
  const bytes = pdf();
  const { json } = await request(token, bytes, { filename: "given-up.pdf" });
  await send(json, bytes);
  expect((await abort(token, json.upload_id)).status).toBe(204);
  expect((await abort(token, json.upload_id)).status).toBe(204);
  const late = await complete(token, json.upload_id);
  expect([late.status, late.json.code]).toEqual([409, "upload_closed"]);
  expect(await listed(token, "given-up.pdf")).toEqual([]);
});

test("an upload of another person or school is not there", async () => {
  const bytes = pdf();
  const { json } = await request(token, bytes);
  await send(json, bytes);
  for (const stranger of [school.admin, await (await makeSchool()).token()]) {
    expect((await complete(stranger, json.upload_id)).status).toBe(404);
    expect((await abort(stranger, json.upload_id)).status).toBe(404);
  }
  expect((await complete(token, json.upload_id)).status).toBe(201);
});

test("what is not what it was declared to be is refused for good", async () => {
  const html = Buffer.from("<!doctype html><script>alert(1)</script>%%EOF");
  const { json } = await request(token, html, { filename: "page.pdf" });
  await send(json, html);
  for (let time = 0; time < 2; time += 1) {
    const answer = await complete(token, json.upload_id);
    expect([answer.status, answer.json.code]).toEqual([422, "content_mismatch"]);
  }
  expect(await listed(token, "page.pdf")).toEqual([]);
});

test.each([
  [{ size: 0 }, 400, "empty_file"],
  [{ size: -1 }, 400, "invalid_request"],
  [{ size: 1.5 }, 400, "invalid_request"],
  [{ size: "12" }, 400, "invalid_request"],
  [{ size: 10 * 1024 * 1024 + 1 }, 413, "file_too_large"],
  [{ content_type: "text/html", filename: "a.html" }, 415, "unsupported_type"],
  [{ content_type: "" }, 415, "unsupported_type"],
  [{ kind: "report", content_type: "image/png", filename: "a.png" }, 415, "unsupported_type"],
  [{ kind: "profile" }, 400, "invalid_request"],
  [{ kind: "report", report_type: "../../x" }, 400, "invalid_request"],
  [{ sha256: "abc" }, 400, "invalid_request"],
  [{ title: "\0" }, 400, "invalid_request"],
  [{ title: "\ud800" }, 400, "invalid_request"],
  [{ year: 99_999 }, 400, "invalid_request"],
  [{ kind: "attachment", message_id: crypto.randomUUID() }, 404, "message_not_found"],
  [{ student_ids: [crypto.randomUUID()] }, 404, "student_not_found"],
  [{ sha265: "0".repeat(64) }, 400, "invalid_request"],
])("a request with %j is refused", async (more, status, code) => {
  const answer = await request(token, pdf(), more);
  expect([answer.status, answer.json.code]).toEqual([status, code]);
});

test.each(["", ".", "..", "a\0b.pdf", "a\rb.pdf", "a\nb.pdf", "\ud800.pdf", "\udc00.pdf", "x".repeat(256)])(
  "the name %j is refused",
  async (filename) => {
    const answer = await request(token, pdf(), { filename });
    expect([answer.status, answer.json.code]).toEqual([400, "invalid_filename"]);
  },
);

test.each([
  "\u202Efdp.exe.pdf",
  "C:\\temp\\a.pdf",
  "../../etc/passwd.pdf",
  "%2e%2e%2fa.pdf",
  "😀".repeat(255),
  "e\u0301.pdf",
  "\u00e9.pdf",
  "CON",
  "CON.pdf",
  "dot.",
  "space ",
  "report...pdf",
  "quo\"te's.pdf",
  "=cmd()|'x'!A1.pdf",
  "%_\\.pdf",
  "a\u0001\u007f.pdf",
])("the name %j comes back exactly", async (filename) => {
  const document = await upload(token, pdf(), { filename });
  const { json } = await call("GET", `/api/v1/documents/${document.id}`, { as: token });
  expect(json.filename).toBe(filename);
  expect(String(json.file_path)).toMatch(/^documents\/[0-9a-f-]{36}\/\d{4}\/[0-9a-f-]{36}_[^/\\]+$/);
  const { json: download } = await call("GET", `/api/v1/documents/${document.id}/download`, { as: token });
  const stored = await fetch(String(download.download_url));
  const name = /filename\*=UTF-8''([^;]+)/.exec(stored.headers.get("content-disposition") ?? "")?.[1];
  expect(decodeURIComponent(name ?? "")).toBe(filename);
});
