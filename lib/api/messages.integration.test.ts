import { beforeAll, expect, test } from "vitest";
import { messageItemSchema } from "#lib/api/message.ts";
import { messagePageSchema } from "#lib/api/schemas.ts";
import { call } from "#lib/api/testing/call.ts";
import { pdf, upload } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";

let school: TestSchool;
let token: Caller;
beforeAll(async () => {
  school = await makeSchool();
  token = await school.token();
});

const post = (as: Caller, json: unknown) => call("POST", "/api/v1/messages", { as, json });
const list = (as: Caller, query = "") => call("GET", `/api/v1/messages${query}`, { as });
const read = (json: unknown) => messagePageSchema.strict().parse(json);

test("a program sends, adds a file, and both sides list it; the answers have exactly the contract's shape", async () => {
  const document = await upload(token);
  const sent = await post(token, { subject: "Grades", body: "Are due.", document_ids: [document.id] });
  expect(sent.status).toBe(201);
  const message = messageItemSchema.strict().parse(sent.json);
  expect(message).toMatchObject({
    school_id: school.id,
    subject: "Grades",
    body: "Are due.",
    to: ["school"],
  });
  expect(message.attachments.map(({ id }) => id)).toEqual([document.id]);
  const file = await upload(token, pdf(), { kind: "attachment", message_id: message.id });
  expect(file.file_path).toMatch(new RegExp(`^attachments/${message.id}/[0-9a-f-]{36}_plan\\.pdf$`));

  for (const as of [token, school.admin]) {
    const [first] = read((await list(as)).json).data;
    expect(first?.attachments.map(({ id }) => id)).toEqual([document.id, file.id]);
    expect((await call("GET", `/api/v1/documents/${file.id}/download`, { as })).status).toBe(200);
  }
  // Object keys reach nobody but the holder of a token.
  expect((await list(school.admin)).bytes.toString()).not.toContain("attachments/");
});

test("what the caller got and what they sent come in one list, each once, page by page", async () => {
  const own = await makeSchool();
  const program = await own.token();
  const subjects = ["one", "two", "three", "four", "five"];
  for (const [at, subject] of subjects.entries())
    await post(at % 2 === 0 ? program : own.admin, { subject, body: "", to: ["school", own.adminId] });
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor === "" ? "?limit=2" : `?limit=2&cursor=${cursor}`;
    const page = read((await list(own.admin, query)).json);
    seen.push(...page.data.map(({ subject }) => subject));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual(subjects.toReversed());
  expect(read((await list(own.admin, "?q=FOUR")).json).data).toHaveLength(1);
  expect(read((await list(program)).json).data.map(({ subject }) => subject)).toEqual([
    "five",
    "three",
    "one",
  ]);
  expect(read((await list(await own.token())).json).data).toEqual([]);
});

test("a file through the server takes its message too", async () => {
  const { id } = (await post(token, { subject: "Through", body: "" })).json;
  const form = new FormData();
  form.append("kind", "attachment");
  form.append("message_id", String(id));
  form.append("file", new Blob([new Uint8Array(pdf())], { type: "application/pdf" }), "plan.pdf");
  const done = await call("POST", "/api/v1/documents/upload", { as: token, body: form });
  expect([done.status, String(done.json.file_path).split("/", 2)]).toEqual([201, ["attachments", id]]);
});

test.each([
  [{}, 400, "invalid_request"],
  [{ subject: "", body: "a" }, 400, "invalid_request"],
  [{ subject: "a\0", body: "" }, 400, "invalid_request"],
  [{ subject: "x".repeat(201), body: "" }, 400, "invalid_request"],
  [{ subject: "a", body: "x".repeat(20_001) }, 400, "invalid_request"],
  [{ subject: "a", body: "", to: [] }, 400, "invalid_request"],
  [{ subject: "a", body: "", to: ["principal"] }, 400, "invalid_request"],
  [{ subject: "a", body: "", to: [crypto.randomUUID()] }, 400, "invalid_request"],
  [{ subject: "a", body: "", to: ["viewer"] }, 422, "no_recipients"],
  [{ subject: "a", body: "", document_ids: [crypto.randomUUID()] }, 404, "not_found"],
  [{ subject: "a", body: "", html: "<b>" }, 400, "invalid_request"],
])("a message of %j is refused", async (json, status, code) => {
  const answer = await post(token, json);
  expect([answer.status, answer.json.code]).toEqual([status, code]);
});

test("reading and writing take their permissions; a bad cursor is told", async () => {
  const reader = await school.token("messages:read");
  expect((await post(reader, { subject: "a", body: "" })).status).toBe(403);
  expect((await list(await school.token("documents:read"))).status).toBe(403);
  expect((await list(reader, "?cursor=x")).json.code).toBe("invalid_cursor");
});
