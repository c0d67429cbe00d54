import { beforeAll, expect, test } from "vitest";
import { call } from "#lib/api/testing/call.ts";
import { pdf, request, send, upload } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";
import { versionPageSchema } from "#lib/api/version.ts";

let school: TestSchool;
let token: Caller;

beforeAll(async () => {
  school = await makeSchool();
  token = await school.token();
});

const complete = (as: Caller, id: unknown) => call("POST", `/api/v1/uploads/${String(id)}/complete`, { as });

async function replace(as: Caller, id: string, bytes: Buffer) {
  const { json } = await request(as, bytes, { replaces: id, filename: "other.pdf" });
  await send(json, bytes);
  return complete(as, json.upload_id);
}

test("a file is replaced, its versions are listed, and each is read by its number", async () => {
  const [first, second] = [pdf(), pdf()];
  const document = await upload(token, first);
  const done = await replace(token, document.id, second);
  expect([done.status, done.json.id, done.json.version, done.json.filename]).toEqual([
    201,
    document.id,
    2,
    "plan.pdf",
  ]);
  const path = `/api/v1/documents/${document.id}`;
  const { status, json } = await call("GET", `${path}/versions`, { as: token });
  expect(status).toBe(200);
  expect(versionPageSchema.strict().parse(json)).toEqual(json);
  expect(json).toMatchObject({
    data: [
      { version: 2, current: true, file_size: second.length },
      { version: 1, current: false, file_size: first.length },
    ],
    next_cursor: null,
  });
  const below = await call("GET", `${path}/versions?cursor=2`, { as: token });
  expect((below.json.data as { version: number }[]).map(({ version }) => version)).toEqual([1]);

  const preview = async (query: string) =>
    (await call("GET", `${path}/preview${query}`, { as: token })).bytes;
  expect([await preview(""), await preview("?version=1"), await preview("?version=2")]).toEqual([
    second,
    first,
    second,
  ]);
  const { download_url: url } = (await call("GET", `${path}/download?version=1`, { as: token })).json;
  expect(Buffer.from(await (await fetch(String(url))).arrayBuffer())).toEqual(first);
  expect((await call("GET", `${path}/download?version=3`, { as: token })).status).toBe(404);
  for (const wrong of ["0", "-1", "x", "99999999999"])
    expect((await call("GET", `${path}/preview?version=${wrong}`, { as: token })).status).toBe(400);
});

test("what may not be replaced is told apart", async () => {
  const bytes = pdf();
  const document = await upload(token, bytes);
  const asked = async (as: Caller, id: string = document.id, content = pdf()) => {
    const { status, json } = await request(as, content, { replaces: id });
    return [status, json.code];
  };
  expect(await asked(token, document.id, bytes)).toEqual([409, "same_version"]);
  expect(await asked(await school.token("documents:read"))).toEqual([403, "forbidden"]);
  // Another's takes the permission to delete it besides.
  expect(await asked(await school.token("documents:read", "documents:write"))).toEqual([403, "forbidden"]);
  expect(await asked(await (await makeSchool()).token())).toEqual([404, "not_found"]);
  expect(await asked(token, crypto.randomUUID())).toEqual([404, "not_found"]);
  expect((await asked(token, "none"))[0]).toBe(400);

  const { json } = await request(token, pdf("late"), { replaces: document.id });
  await send(json, pdf("late"));
  await call("DELETE", `/api/v1/documents/${document.id}`, { as: token });
  const done = await complete(token, json.upload_id);
  expect([done.status, done.json.code]).toEqual([409, "document_gone"]);
  const other = await makeSchool();
  const as = await other.token();
  expect((await call("GET", `/api/v1/documents/${document.id}/versions`, { as })).status).toBe(404);
});
