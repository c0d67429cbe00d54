import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { apiTokens } from "#db/schema/api-tokens.ts";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import { call } from "#lib/api/testing/call.ts";
import { pdf, request, send, sha256Of } from "#lib/api/testing/file.ts";
import { type Caller, makeSchool, type TestSchool } from "#lib/api/testing/school.ts";
import { keyHash } from "#lib/idempotency/fingerprint.ts";
import { forgetOldKeys } from "#lib/idempotency/mutations.ts";
import { withStoreDown } from "#lib/testing/bucket.ts";

let school: TestSchool;
let token: Caller;
beforeAll(async () => {
  school = await makeSchool();
  token = await school.token();
});

const newKey = () => crypto.randomUUID();
const under = (key: string) => ({ "idempotency-key": key });
const whose = (key: string) => eq(idempotencyKeys.keyHash, keyHash(key));
const rowsOf = (key: string) => database().select().from(idempotencyKeys).where(whose(key));

let family = 0;
function someone() {
  family += 1;
  return { given_name: "Ana", family_name: `Ruiz ${family} ${crypto.randomUUID()}` };
}
const add = (key: string, json: unknown, as = token) =>
  call("POST", "/api/v1/students", { as, json, headers: under(key) });

async function found(path: string, as = token): Promise<unknown[]> {
  return (await call("GET", path, { as })).json.data as unknown[];
}
const students = (familyName: string) => found(`/api/v1/students?q=${encodeURIComponent(familyName)}`);

/** As if the process had died with its work done and the answer not yet kept. */
async function breakOff(key: string): Promise<void> {
  const unanswered = { status: null, body: null, contentType: null, location: null };
  await database()
    .update(idempotencyKeys)
    .set({ ...unanswered, leasedUntil: sql`now() - interval '1 second'` })
    .where(whose(key));
}

function form(bytes: Uint8Array, filename: string): FormData {
  const given = new FormData();
  given.set("filename", filename);
  given.set("file", new Blob([new Uint8Array(bytes)], { type: "application/pdf" }), "file");
  return given;
}
const through = (key: string, bytes: Uint8Array, filename: string) =>
  call("POST", "/api/v1/documents/upload", { as: token, headers: under(key), body: form(bytes, filename) });

test("fifty at once have one effect, and each later one gets the first one's answer", async () => {
  const [key, body] = [newKey(), someone()];
  const answers = await Promise.all(Array.from({ length: 50 }, () => add(key, body)));
  const made = answers.filter(({ status }) => status === 201);
  expect(made.length).toBeGreaterThan(0);
  expect(new Set(made.map(({ json }) => json.id)).size).toBe(1);
  for (const { status, json, headers } of answers.filter((answer) => answer.status !== 201)) {
    expect([status, json.code]).toEqual([409, "idempotency_in_progress"]);
    expect(headers.get("retry-after")).toBe("1");
  }
  expect(await students(body.family_name)).toHaveLength(1);
  const again = await add(`"${key}"`, { ...body });
  expect(again.status).toBe(201);
  expect(again.bytes).toEqual(made[0]?.bytes);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(again.headers.get("content-type")).toBe("application/json");
});

test("without a key each call counts", async () => {
  const body = someone();
  for (let time = 0; time < 2; time += 1)
    expect((await call("POST", "/api/v1/students", { as: token, json: body })).status).toBe(201);
  expect(await students(body.family_name)).toHaveLength(2);
});

test("a key belongs to one request", async () => {
  const [key, body] = [newKey(), someone()];
  expect((await add(key, body)).status).toBe(201);
  const other = await add(key, { ...body, group: "3A" });
  expect([other.status, other.json.code]).toEqual([422, "idempotency_key_reused"]);
  const elsewhere = await call("POST", "/api/v1/messages", {
    as: token,
    json: { subject: "Hello", body: "" },
    headers: under(key),
  });
  expect([elsewhere.status, elsewhere.json.code]).toEqual([422, "idempotency_key_reused"]);
  expect(await students(body.family_name)).toHaveLength(1);
});

test("a key belongs to one caller: another token, person or school has it free", async () => {
  const [key, body] = [newKey(), someone()];
  const elsewhere = await makeSchool();
  const callers = [token, await school.token(), school.admin, await elsewhere.token()];
  const ids = [];
  for (const as of callers) {
    const answer = await add(key, body, as);
    expect(answer.headers.has("idempotent-replayed")).toBe(false);
    ids.push(answer.json.id);
  }
  expect(new Set(ids).size).toBe(callers.length);
});

test.each(["", "  ", "a b", '"open', "ñ", "x".repeat(256), "a, b"])("the key %j is refused", async (key) => {
  const body = someone();
  const answer = await add(key, body);
  expect([answer.status, answer.json.code]).toEqual([400, "invalid_request"]);
  expect(Object.keys(answer.json.errors as object)).toEqual(["Idempotency-Key"]);
  expect(await students(body.family_name)).toEqual([]);
});

test("a refusal by what is there is kept; one of the request itself, or of a store that is away, is not", async () => {
  const [key, body] = [newKey(), { ...someone(), external_id: newKey() }];
  await call("POST", "/api/v1/students", { as: token, json: body });
  const taken = await add(key, body);
  expect([taken.status, taken.json.code]).toEqual([409, "external_id_taken"]);
  await database().execute(
    sql`update students set external_id = null where external_id = ${body.external_id}`,
  );
  const still = await add(key, body);
  expect(still.bytes).toEqual(taken.bytes);
  expect(still.headers.get("content-type")).toBe("application/problem+json");

  const mended = newKey();
  expect((await add(mended, { ...someone(), left_on: "2020-01-01", enrolled_on: "2021-01-01" })).status).toBe(
    400,
  );
  expect((await add(mended, someone())).status).toBe(201);

  const away = newKey();
  const name = `${away}.pdf`;
  const bytes = pdf();
  expect((await withStoreDown(() => through(away, bytes, name))).status).toBe(503);
  const stored = await through(away, bytes, name);
  expect(stored.status).toBe(201);
  expect((await through(away, bytes, name)).bytes).toEqual(stored.bytes);
  expect(await found(`/api/v1/documents?q=${name}`)).toHaveLength(1);
});

test("who lost a right gets no answer that they were given before", async () => {
  const as = await school.token("students:read", "students:write");
  const [key, body] = [newKey(), someone()];
  expect((await add(key, body, as)).status).toBe(201);
  const [row] = await rowsOf(key);
  await database()
    .update(apiTokens)
    .set({ permissions: ["students:read"] })
    .where(eq(apiTokens.id, row?.callerId ?? ""));
  const answer = await add(key, body, as);
  expect([answer.status, answer.json.code]).toEqual([403, "forbidden"]);
});

test("what was given up or deleted once is told the same way again", async () => {
  const bytes = pdf();
  const document = await through(newKey(), bytes, "gone.pdf");
  const remove = (key: string) =>
    call("DELETE", `/api/v1/documents/${String(document.json.id)}`, { as: token, headers: under(key) });
  const key = newKey();
  expect((await remove(key)).status).toBe(200);
  expect((await remove(key)).json).toEqual({ message: "Document deleted" });
  expect((await remove(newKey())).status).toBe(404);
  const { upload_id: id } = (await request(token, pdf())).json;
  for (const once of [key + key, key + key]) {
    const aborted = await call("DELETE", `/api/v1/uploads/${String(id)}`, {
      as: token,
      headers: under(once),
    });
    expect([aborted.status, aborted.bytes.length]).toEqual([204, 0]);
  }
});

describe("an upload", () => {
  const ask = (key: string, bytes: Uint8Array, filename: string) =>
    call("POST", "/api/v1/uploads", {
      as: token,
      headers: under(key),
      json: { filename, content_type: "application/pdf", size: bytes.length, sha256: sha256Of(bytes) },
    });
  const complete = (id: unknown, key: string) =>
    call("POST", `/api/v1/uploads/${String(id)}/complete`, { as: token, headers: under(key) });

  test("is opened once, is signed anew each time, and no signature is kept", async () => {
    const [key, bytes] = [newKey(), pdf()];
    const name = `${key}.pdf`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(key, bytes, name)));
    const first = answers.find(({ status }) => status === 201);
    const again = await ask(key, bytes, name);
    expect(again.status).toBe(201);
    expect(again.json.upload_id).toBe(first?.json.upload_id);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(JSON.stringify(await rowsOf(key))).not.toMatch(/X-Amz|Signature|http/i);
    expect(await send(again.json, bytes)).toBeLessThan(300);
    const done = [
      await complete(again.json.upload_id, `${key}-c`),
      await complete(again.json.upload_id, `${key}-c`),
    ];
    expect(done.map(({ status }) => status)).toEqual([201, 201]);
    expect(done[1]?.headers.get("location")).toBe(done[0]?.headers.get("location"));
    const late = await ask(key, bytes, name);
    expect([late.status, late.json.code]).toEqual([409, "upload_closed"]);
    expect(await found(`/api/v1/documents?q=${name}`)).toHaveLength(1);
  });

  test("that has not arrived can be completed under the same key later", async () => {
    const [key, bytes] = [newKey(), pdf()];
    const { json } = await ask(newKey(), bytes, "late.pdf");
    expect((await complete(json.upload_id, key)).json.code).toBe("upload_not_arrived");
    await send(json, bytes);
    expect((await complete(json.upload_id, key)).status).toBe(201);
  });

  test("in parts is opened once, and its parts are signed anew", async () => {
    const key = newKey();
    const big = { filename: "big.mp4", content_type: "video/mp4", size: 40 * 1024 * 1024, kind: "media" };
    const open = () => call("POST", "/api/v1/uploads", { as: token, headers: under(key), json: big });
    const [first, again] = [await open(), await open()];
    expect([first.status, again.status]).toEqual([201, 201]);
    const { upload_id: id, part_count: count } = first.json;
    expect(again.json).toMatchObject({ upload_id: id, method: "multipart", part_count: count });
    const sign = (numbers: number[]) =>
      call("POST", `/api/v1/uploads/${String(id)}/parts`, {
        as: token,
        headers: under(`${key}-p`),
        json: { part_numbers: numbers },
      });
    expect((await sign([1])).status).toBe(200);
    expect((await sign([1])).json.parts).toHaveLength(1);
    expect((await sign([2])).json.code).toBe("idempotency_key_reused");
    expect(JSON.stringify(await rowsOf(`${key}-p`))).not.toMatch(/X-Amz|Signature|http/i);
  });

  test("through the server is stored once, whatever the form's boundary is", async () => {
    const [key, bytes] = [newKey(), pdf()];
    const name = `${key}.pdf`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => through(key, bytes, name)));
    expect(new Set(answers.map(({ status }) => status)).has(201)).toBe(true);
    expect((await through(key, bytes, name)).status).toBe(201);
    expect((await through(key, pdf(), name)).json.code).toBe("idempotency_key_reused");
    expect(await found(`/api/v1/documents?q=${name}`)).toHaveLength(1);
  });
});

describe("where the process died after its work was done", () => {
  test("the next try answers for the student, the message and the upload that are there", async () => {
    const [key, body] = [newKey(), someone()];
    const made = await add(key, body);
    await breakOff(key);
    expect((await add(key, body)).json).toEqual(made.json);
    expect(await students(body.family_name)).toHaveLength(1);

    const note = { subject: key, body: "Once." };
    const write = () =>
      call("POST", "/api/v1/messages", { as: token, json: note, headers: under(`${key}-m`) });
    const sent = await write();
    expect(sent.status).toBe(201);
    await breakOff(`${key}-m`);
    expect((await write()).json).toEqual(sent.json);
    expect(await found(`/api/v1/messages?q=${key}`)).toHaveLength(1);

    const bytes = pdf();
    const open = () =>
      call("POST", "/api/v1/uploads", {
        as: token,
        headers: under(`${key}-u`),
        json: { filename: "u.pdf", content_type: "application/pdf", size: bytes.length },
      });
    const opened = await open();
    await breakOff(`${key}-u`);
    expect((await open()).json.upload_id).toBe(opened.json.upload_id);
    await call("DELETE", `/api/v1/uploads/${String(opened.json.upload_id)}`, { as: token });
    await breakOff(`${key}-u`);
    const anew = await open();
    expect(anew.status).toBe(201);
    expect(anew.json.upload_id).not.toBe(opened.json.upload_id);
  });

  test("a file that came through the server is not stored twice", async () => {
    const [key, bytes] = [newKey(), pdf()];
    const name = `${key}.pdf`;
    const stored = await through(key, bytes, name);
    await breakOff(key);
    const again = await through(key, bytes, name);
    expect([again.status, again.json]).toEqual([201, stored.json]);
    expect(await found(`/api/v1/documents?q=${name}`)).toHaveLength(1);
  });

  test("one that is still at work is waited for", async () => {
    const [key, body] = [newKey(), someone()];
    await add(key, body);
    await breakOff(key);
    await database()
      .update(idempotencyKeys)
      .set({ leasedUntil: sql`now() + interval '1 minute'` })
      .where(whose(key));
    expect((await add(key, body)).json.code).toBe("idempotency_in_progress");
  });
});

test("a key is free again after a day, and then forgotten", async () => {
  const [old, fresh, body] = [newKey(), newKey(), someone()];
  await add(old, body);
  await add(fresh, someone());
  const yesterday = () =>
    database()
      .update(idempotencyKeys)
      .set({ expiresAt: sql`now() - interval '1 second'`, leasedUntil: sql`now() - interval '1 second'` })
      .where(whose(old));
  await yesterday();
  const again = await add(old, { ...body, group: "3A" });
  expect([again.status, again.headers.has("idempotent-replayed")]).toEqual([201, false]);
  await yesterday();
  await forgetOldKeys();
  expect(await rowsOf(old)).toEqual([]);
  expect(await rowsOf(fresh)).toHaveLength(1);
});
