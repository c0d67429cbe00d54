import { beforeAll, expect, test } from "vitest";
import { call } from "#lib/api/testing/call.ts";
import { pdf, upload } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";
import { LENGTH_HEADER } from "#lib/http/content-length.ts";
import { compoundFile } from "#lib/testing/sample-files.ts";

let school: TestSchool;
let token: Caller;
const bytes = pdf();
let document: Awaited<ReturnType<typeof upload>>;

type Page = { data: { id: string; filename: string; uploaded_at: string }[]; next_cursor: string | null };
async function list(query: string, as = token) {
  const answer = await call("GET", `/api/v1/documents${query}`, { as });
  return {
    ...answer,
    page: answer.json as Page,
    names: ((answer.json as Page).data ?? []).map((d) => d.filename),
  };
}
const at = (path: string) => `/api/v1/documents/${document.id}${path}`;

beforeAll(async () => {
  school = await makeSchool("Pacific/Chatham");
  token = await school.token();
  document = await upload(token, bytes, { filename: "Ñandú Größe 100%.pdf" });
  for (let n = 1; n <= 7; n += 1) await upload(token, pdf(), { filename: `row ${n}.pdf` });
  await upload(token, pdf(), {
    filename: "marks.pdf",
    kind: "report",
    report_type: "report-card",
    year: 2025,
    term: 2,
  });
});

test("pages hold every row once, newest first", async () => {
  const rows: Page["data"] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const { page } = await list(`?q=row&limit=3${cursor && `&cursor=${cursor}`}`);
    rows.push(...page.data);
    cursor = page.next_cursor;
  }
  expect(rows.map((row) => row.filename)).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `row ${n}.pdf`));
});

test.each([
  ["?q=nandu", ["Ñandú Größe 100%.pdf"]],
  ["?q=GRO", ["Ñandú Größe 100%.pdf"]],
  [`?q=${encodeURIComponent("0%.")}`, ["Ñandú Größe 100%.pdf"]],
  [`?q=${encodeURIComponent("%")}`, ["Ñandú Größe 100%.pdf"]],
  ["?q=_", []],
  ["?kind=report", ["marks.pdf"]],
  ["?report_type=report-card&year=2025&term=2", ["marks.pdf"]],
  ["?report_type=transcript", []],
  ["?kind=report&term=1", []],
  ["?kind=media", []],
  [`?student_id=${crypto.randomUUID()}`, []],
  ["?from=2999-01-01", []],
  ["?to=2000-01-01", []],
])("%s finds what it should", async (query, names) => {
  const answer = await list(query);
  expect(answer.status).toBe(200);
  expect(answer.names).toEqual(names);
  expect(answer.page.next_cursor).toBeNull();
});

test("a report's key has its type and its year", async () => {
  const { json } = await list("?kind=report");
  expect((json.data as object[])[0]).toMatchObject({ report_type: "report-card", year: 2025, term: 2 });
  expect((json.data as { file_path: string }[])[0]?.file_path).toMatch(
    new RegExp(`^reports/${school.id}/report-card/2025/[0-9a-f-]{36}\\.pdf$`),
  );
});

test("from is counted in, to is not, and a day is the school's", async () => {
  const moment = document.uploaded_at;
  const after = new Date(Date.parse(moment) + 1).toISOString();
  const names = async (query: string) => (await list(`?q=nandu&${query}`)).names.length;
  expect(await names(`from=${moment}&to=${after}`)).toBe(1);
  expect(await names(`to=${moment}`)).toBe(0);
  expect(await names(`from=${after}`)).toBe(0);
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Chatham" }).format(new Date(moment));
  expect(await names(`from=${day}&to=${day}`)).toBe(1);
});

test.each([
  ["?limit=0", "limit"],
  ["?term=7", "term"],
  ["?report_type=../x", "report_type"],
  ["?limit=101", "limit"],
  ["?limit=ten", "limit"],
  ["?limit=1e1", "limit"],
  ["?limit=", "limit"],
  ["?kind=profile", "kind"],
  ["?student_id=1", "student_id"],
  ["?from=yesterday", "from"],
  ["?from=2026-02-30", "from"],
  ["?from=2026-11-30T08:00:00", "from"],
  ["?q=%00", "q"],
  ["?kinds=report", "kinds"],
])("%s is refused", async (query, field) => {
  const { status, json } = await list(query);
  expect([status, json.code, Object.keys(json.errors as object)]).toEqual([400, "invalid_request", [field]]);
});

test.each(["x", "AAAA", "%00", Buffer.from("2026-01-01T00:00:00.000Z' or 1=1").toString("base64url")])(
  "the cursor %s is refused",
  async (cursor) => {
    const { status, json } = await list(`?cursor=${cursor}`);
    expect([status, json.code]).toEqual([400, "invalid_cursor"]);
  },
);

test("a download's address gives the bytes under the file's own name, for as long as asked", async () => {
  for (const [query, seconds] of [
    ["", 600],
    ["?expires_in=300", 300],
    ["?expires_in=900", 900],
  ] as const) {
    const { status, json } = await call("GET", at(`/download${query}`), { as: token });
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual(["download_url", "expires_at"]);
    expect(Math.abs(Date.parse(String(json.expires_at)) - Date.now() - seconds * 1000)).toBeLessThan(5000);
    const stored = await fetch(String(json.download_url));
    expect(Buffer.from(await stored.arrayBuffer())).toEqual(bytes);
    expect(stored.headers.get("content-disposition")).toMatch(/^attachment;/);
  }
});

test.each(["299", "901", "0", "-1", "600.5", "x"])(
  "a download for %s seconds is refused",
  async (seconds) => {
    const { status, json } = await call("GET", at(`/download?expires_in=${seconds}`), { as: token });
    expect([status, json.code]).toEqual([400, "invalid_request"]);
  },
);

test("a preview is the bytes, inline and without any right", async () => {
  const answer = await call("GET", at("/preview"), { as: school.admin });
  expect(answer.status).toBe(200);
  expect(answer.bytes).toEqual(bytes);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store, no-transform",
    "accept-ranges": "bytes",
  });
  const name = /^inline; .*filename\*=UTF-8''(\S+)$/.exec(
    answer.headers.get("content-disposition") ?? "",
  )?.[1];
  expect(decodeURIComponent(name ?? "")).toBe(document.filename);
});

test.each([
  ["bytes=0-3", 0, 4],
  ["bytes=5-", 5, undefined],
  ["bytes=-6", -6, undefined],
  ["bytes=0-999999", 0, undefined],
])("the range %s is answered with just that", async (range, start, end) => {
  const answer = await call("GET", at("/preview"), { as: token, headers: { range } });
  const expected = bytes.subarray(start, end);
  expect(answer.status).toBe(206);
  expect(answer.bytes).toEqual(expected);
  const first = start < 0 ? bytes.length + start : start;
  expect(answer.headers.get("content-range")).toBe(
    `bytes ${first}-${first + expected.length - 1}/${bytes.length}`,
  );
});

test.each(["bytes=999999-", "bytes=-0"])("the range %s cannot be satisfied", async (range) => {
  const answer = await call("GET", at("/preview"), { as: token, headers: { range } });
  expect([answer.status, answer.json.code]).toEqual([416, "invalid_range"]);
  expect(answer.headers.get("content-range")).toBe(`bytes */${bytes.length}`);
});

test("a range is bound to a version by If-Range", async () => {
  const etag = (await call("HEAD", at("/preview"), { as: token })).headers.get("etag") ?? "";
  const ask = (version: string) =>
    call("GET", at("/preview"), { as: token, headers: { range: "bytes=0-3", "if-range": version } });
  expect((await ask(etag)).status).toBe(206);
  expect((await ask('"other"')).bytes).toEqual(bytes);
});

test("HEAD has the headers of GET and no body", async () => {
  const answer = await call("HEAD", at("/preview"), { as: token });
  expect([answer.status, answer.bytes.length]).toEqual([200, 0]);
  expect(answer.headers.get(LENGTH_HEADER)).toBe(String(bytes.length));
});

test("what is no image, PDF, text, audio or video is only ever an attachment", async () => {
  const word = await upload(token, compoundFile(), {
    filename: "old.doc",
    content_type: "application/msword",
  });
  const answer = await call("GET", `/api/v1/documents/${word.id}/preview`, { as: token });
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment;/);
});

test("a deleted document is gone for every reader", async () => {
  const { id } = await upload(token, pdf(), { filename: "short-lived.pdf" });
  const path = `/api/v1/documents/${id}`;
  const deleted = await call("DELETE", path, { as: token });
  expect([deleted.status, deleted.json]).toEqual([200, { message: "Document deleted" }]);
  for (const [method, address] of [
    ["GET", path],
    ["DELETE", path],
    ["GET", `${path}/download`],
    ["GET", `${path}/preview`],
  ] as const) {
    const answer = await call(method, address, { as: token });
    expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
  }
  expect((await list("?q=short-lived")).names).toEqual([]);
});
