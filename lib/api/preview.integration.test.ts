import { createHash } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { call, open } from "#lib/api/testing/call.ts";
import type { Caller } from "#lib/api/testing/school.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";
import { storeAt, withStore } from "#lib/testing/bucket.ts";
import { type MeteredStore, meteredStore } from "#lib/testing/metered-store.ts";
import { largePicture, partsTicket, sendParts } from "#lib/testing/multipart.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";

const MIB = 2 ** 20;
const bytes = largePicture(64 * MIB);

let school: TestSchool;
let reader: Caller;
let document: DocumentRecord;
let line: MeteredStore;
beforeAll(async () => {
  school = await buildSchool();
  reader = { authorization: `Bearer ${(await school.token("media:read")).token}` };
  const ticket = await partsTicket(school.teacher, bytes);
  const parts = await sendParts(school.teacher, ticket, bytes);
  document = (await confirmUpload(school.teacher, ticket.uploadId, { parts })).document;
});
beforeEach(async () => {
  line = await meteredStore();
});
afterEach(() => line[Symbol.asyncDispose]());

/** Opens the preview over the metered line, and reads its first bytes. */
async function begin(signal?: AbortSignal) {
  const path = `/api/v1/documents/${document.id}/preview`;
  const answer = await withStore(storeAt(line.endpoint), () =>
    open("GET", path, { as: reader, ...(signal && { signal }) }),
  );
  const body = answer.body?.getReader();
  if (body === undefined) throw new Error(`There was no body: ${answer.status}.`);
  const hash = createHash("sha256").update((await body.read()).value ?? "");
  const rest = async () => {
    for (;;) {
      const { done, value } = await body.read();
      if (done) return hash.digest("hex");
      hash.update(value);
    }
  };
  return { body, rest };
}

/** Waits until nothing more comes over the line, and answers how much has. */
async function standstill(): Promise<number> {
  let before = -1;
  await vi.waitFor(
    () => {
      const now = line.received();
      const isStill = now === before;
      before = now;
      if (!isStill) throw new Error("It still flows.");
    },
    { timeout: 20_000, interval: 500 },
  );
  return before;
}

describe("a preview of 64 MiB", () => {
  test("comes no faster than it is read, and comes whole", async () => {
    const { rest } = await begin();
    // What two sockets of this machine and a few chunks of ours can hold; all the rest waits in the store.
    expect(await standstill()).toBeLessThan(24 * MIB);
    expect(await rest()).toBe(sha256Of(bytes));
  });

  test("is read from the store no further once its reader has gone", async () => {
    const { body } = await begin();
    await body.cancel();
    await vi.waitFor(() => expect(line.open()).toBe(0), { timeout: 20_000 });
    expect(line.received()).toBeLessThan(bytes.length);
  });

  test("is read no further once its request was given up", async () => {
    const leaving = new AbortController();
    const { rest } = await begin(leaving.signal);
    leaving.abort();
    await expect(rest()).rejects.toThrow();
    await vi.waitFor(() => expect(line.open()).toBe(0), { timeout: 20_000 });
    expect(line.received()).toBeLessThan(bytes.length);
  });

  test("never ends as if it were whole where the store breaks off", async () => {
    const { rest } = await begin();
    line.cut();
    await expect(rest()).rejects.toThrow();
  });

  test("by a range takes that range alone from the store", async () => {
    const path = `/api/v1/documents/${document.id}/preview`;
    const range = `bytes=${32 * MIB}-${32 * MIB + 999}`;
    const answer = await withStore(storeAt(line.endpoint), () =>
      call("GET", path, { as: reader, headers: { range } }),
    );
    expect([answer.status, answer.headers.get("content-range")]).toEqual([
      206,
      `bytes ${32 * MIB}-${32 * MIB + 999}/${bytes.length}`,
    ]);
    expect(answer.bytes.equals(bytes.subarray(32 * MIB, 32 * MIB + 1000))).toBe(true);
    expect(line.received()).toBeLessThan(10_000);
  });
});

test("each reading is in the audit once, and HEAD, which reads nothing, is not", async () => {
  const path = `/api/v1/documents/${document.id}/preview`;
  const rows = async () => (await auditOf(school.id, "document.viewed")).length;
  const ask = (method: string, headers: Record<string, string> = {}) =>
    call(method, path, { as: reader, headers });
  const before = await rows();
  const etag = (await ask("HEAD")).headers.get("etag") ?? "";
  expect((await ask("GET", { range: `bytes=${bytes.length}-` })).status).toBe(416);
  expect(await rows()).toBe(before);
  const first = { range: "bytes=0-9" };
  expect((await ask("GET", first)).status).toBe(206);
  expect(await rows()).toBe(before + 1);
  expect((await ask("GET", { ...first, "if-range": etag })).status).toBe(206);
  expect(await rows()).toBe(before + 2);
  const whole = await ask("GET", { ...first, "if-range": '"another"' });
  expect([whole.status, whole.bytes.equals(bytes)]).toEqual([200, true]);
  expect(await rows()).toBe(before + 3);
  expect((await auditOf(school.id, "document.viewed")).at(-1)).toMatchObject({ targetId: document.id });
});
