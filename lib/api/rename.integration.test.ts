import { beforeAll, expect, test } from "vitest";
import { call } from "#lib/api/testing/call.ts";
import { pdf, upload } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { pngFile } from "#lib/testing/sample-files.ts";

let school: TestSchool;
let token: Caller;
beforeAll(async () => {
  school = await makeSchool();
  token = await school.token();
});

async function stored(): Promise<{ path: string; key: unknown }> {
  const { id, file_path } = await upload(token, pdf(), { filename: "plan.pdf" });
  return { path: `/api/v1/documents/${id}`, key: file_path };
}

test("name and title change, the object's key does not, and downloads carry the new name", async () => {
  const { path, key } = await stored();
  const answer = await call("PATCH", path, { as: token, json: { filename: "Neu.pdf", title: "Plan" } });
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ filename: "Neu.pdf", title: "Plan", file_path: key });
  expect((await call("GET", path, { as: token })).json).toEqual(answer.json);
  const signed = await call("GET", `${path}/download`, { as: token });
  expect(decodeURIComponent(String(signed.json.download_url))).toContain("Neu.pdf");
  expect((await call("GET", "/api/v1/documents?q=neu", { as: token })).json.data).toEqual([answer.json]);
  for (const title of ["", null]) {
    await call("PATCH", path, { as: token, json: { title: "Again" } });
    expect((await call("PATCH", path, { as: token, json: { title } })).json).toMatchObject({
      filename: "Neu.pdf",
      title: null,
    });
  }
});

test("a person's session may, from our own page, and is shown no key", async () => {
  const { path } = await stored();
  const answer = await call("PATCH", path, { as: school.admin, json: { filename: "mine.pdf" } });
  expect([answer.status, answer.json.filename, "file_path" in answer.json]).toEqual([200, "mine.pdf", false]);
});

test("what was expected and is not so any more changes nothing", async () => {
  const { path } = await stored();
  const json = { filename: "mine.pdf", expected: { filename: "seen.pdf" } };
  const answer = await call("PATCH", path, { as: token, json });
  expect([answer.status, answer.json.code, answer.json.title]).toEqual([409, "conflict", "Conflict"]);
  expect(answer.json.details).toEqual({ filename: "plan.pdf", title: "" });
  const good = { filename: "mine.pdf", expected: { filename: "plan.pdf", title: null } };
  expect((await call("PATCH", path, { as: token, json: good })).status).toBe(200);
});

test.each([
  [{ filename: "" }, 400, "invalid_filename"],
  [{ filename: "a\r.pdf" }, 400, "invalid_filename"],
  [{ filename: "plan.docx" }, 422, "extension_mismatch"],
  [{ filename: null }, 400, "invalid_request"],
  [{ title: "x".repeat(256) }, 400, "invalid_request"],
  [{ title: "a\0" }, 400, "invalid_request"],
  [{ file_path: "documents/elsewhere" }, 400, "invalid_request"],
  [{ kind: "report" }, 400, "invalid_request"],
  [[], 400, "invalid_request"],
])("%j is refused with %d %s", async (json, status, code) => {
  const { path } = await stored();
  const answer = await call("PATCH", path, { as: token, json });
  expect([answer.status, answer.json.code]).toEqual([status, code]);
  expect((await call("GET", path, { as: token })).json).toMatchObject({ filename: "plan.pdf", title: null });
});

test("media says what it shows, and documents say nothing of the kind", async () => {
  const picture = pngFile();
  const more = { kind: "media", filename: "yard.png", content_type: "image/png" };
  const { id } = await upload(token, picture, more);
  const path = `/api/v1/documents/${id}`;
  const patch = (json: Record<string, unknown>) => call("PATCH", path, { as: token, json });
  expect((await call("GET", path, { as: token })).json.alt_text).toBeNull();
  expect((await patch({ alt_text: "The yard in spring" })).json).toMatchObject({
    alt_text: "The yard in spring",
    filename: "yard.png",
  });
  const late = await patch({ alt_text: "Another", expected: { alt_text: null } });
  expect([late.status, late.json.details]).toEqual([
    409,
    { filename: "yard.png", title: "", alt_text: "The yard in spring" },
  ]);
  expect((await patch({ alt_text: "x".repeat(501) })).status).toBe(400);
  expect((await patch({ title: "Yard", alt_text: "" })).json).toMatchObject({
    alt_text: null,
    title: "Yard",
  });
  const said = await auditOf(school.id, "document.alt_text_changed");
  expect(said.map(({ details }) => details)).toEqual([
    { alt_text_before: null, alt_text: "The yard in spring" },
    { alt_text_before: "The yard in spring", alt_text: null },
  ]);

  const { path: plan } = await stored();
  const refused = await call("PATCH", plan, { as: token, json: { title: "Plan", alt_text: "A plan" } });
  expect([refused.status, refused.json.code]).toEqual([400, "invalid_request"]);
  expect((await call("GET", plan, { as: token })).json).toMatchObject({ alt_text: null, title: null });
});

test("one in the trash is not there", async () => {
  const { path } = await stored();
  await call("DELETE", path, { as: token });
  const answer = await call("PATCH", path, { as: token, json: { filename: "x.pdf" } });
  expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
});

test("another's file takes the permission to delete it besides", async () => {
  const { path } = await stored();
  const writer = await school.token("documents:read", "documents:write");
  const json = { filename: "x.pdf" };
  expect((await call("PATCH", path, { as: writer, json })).json.code).toBe("forbidden");
  const own = await upload(writer, pdf());
  expect((await call("PATCH", `/api/v1/documents/${own.id}`, { as: writer, json })).status).toBe(200);
});

test("class, year, tags and notes are said, answered, expected and listed by", async () => {
  const { path } = await stored();
  const said = { record_class: "consent", year: 2031, tags: ["Trip", "Été"], notes: "Signed." };
  const answer = await call("PATCH", path, { as: token, json: said });
  expect(answer.status).toBe(200);
  const now = { record_class: "Consent", year: 2031, tags: ["Été", "Trip"], notes: "Signed." };
  expect(answer.json).toMatchObject(now);
  expect((await call("GET", path, { as: token })).json).toEqual(answer.json);
  for (const filter of ["year=2031", "record_class=CONSENT&year=2031", "tag=ete&year=2031"]) {
    expect((await call("GET", `/api/v1/documents?${filter}`, { as: token })).json.data).toEqual([
      answer.json,
    ]);
  }
  const none = await call("GET", "/api/v1/documents?tag=nowhere", { as: token });
  expect(none.json).toEqual({ data: [], next_cursor: null });
  const moved = await call("PATCH", path, {
    as: token,
    json: { notes: "Mine", expected: { notes: "Theirs" } },
  });
  expect([moved.status, moved.json.code, moved.json.details]).toEqual([409, "conflict", { field: "notes" }]);
  const gone = { record_class: null, year: null, tags: [], notes: null, expected: now };
  expect((await call("PATCH", path, { as: token, json: gone })).json).toMatchObject({
    record_class: null,
    year: null,
    tags: [],
    notes: null,
  });
});

test.each([
  [{ record_class: "Nonsense" }, 404, "record_class_not_found"],
  [{ year: 26 }, 400, "invalid_request"],
  [{ year: "2026" }, 400, "invalid_request"],
  [{ tags: ["a,b"] }, 400, "invalid_request"],
  [{ tags: "a" }, 400, "invalid_request"],
  [{ notes: "x".repeat(4001) }, 400, "invalid_request"],
])("saying %j is refused with %d %s", async (json, status, code) => {
  const { path } = await stored();
  const answer = await call("PATCH", path, { as: token, json });
  expect([answer.status, answer.json.code]).toEqual([status, code]);
});

test.each([
  ["record_class=Nonsense", 404, "record_class_not_found"],
  ["year=x", 400, "invalid_request"],
])("a list of %s is refused with %d %s", async (filter, status, code) => {
  const answer = await call("GET", `/api/v1/documents?${filter}`, { as: token });
  expect([answer.status, answer.json.code]).toEqual([status, code]);
});
