import { beforeAll, expect, test } from "vitest";
import { call } from "#lib/api/testing/call.ts";
import { pdf, upload } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";

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
