import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { store } from "#lib/storage/client.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";
import { headObject, openObject, putObject, readObject, readRange } from "#lib/storage/objects.ts";
import { signGet } from "#lib/storage/presign.ts";
import { anHourAgo, ask, isNo, ownFolder, statusOf, underTest, writeOf } from "#lib/testing/contract.ts";
import { sha256Of } from "#lib/testing/sample-files.ts";

const at = ownFolder("reads");
const key = at("Ñandú + (1) & 'ü'.pdf");
const bytes = randomBytes(3 * 2 ** 20 + 17);
const NAME = contentDisposition("attachment", "Ñandú Größe 100%.pdf");

beforeAll(async () => {
  if (underTest === null) return;
  await putObject(key, Readable.from([bytes]), writeOf(key, bytes));
});

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe.skipIf(underTest === null)("the server reads", () => {
  test("what an object is, and that it is not there", async () => {
    const head = await headObject(key);
    expect(head).toMatchObject({ size: bytes.length, contentType: "application/pdf", contentEncoding: null });
    expect([null, sha256Of(bytes)]).toContain(head?.sha256);
    expect(await headObject(at("none"))).toBeNull();
    expect(await readObject(at("none"))).toBeNull();
  });

  test.each([
    [0, 0],
    [0, 99],
    [1_000_000, 2_000_000],
    [bytes.length - 1, bytes.length - 1],
    [bytes.length - 5, bytes.length + 100],
  ])("the bytes %i to %i", async (start, end) => {
    expect(Buffer.from(await readRange(key, start, end))).toEqual(bytes.subarray(start, end + 1));
  });

  test("a stream of all bytes or of some, and ends it when it is told to", async () => {
    expect((await collect(await openObject(key, null))).equals(bytes)).toBe(true);
    expect(await collect(await openObject(key, "bytes=7-11"))).toEqual(bytes.subarray(7, 12));
    const end = new AbortController();
    const stream = await openObject(key, null, end.signal);
    end.abort();
    await expect(collect(stream)).rejects.toThrow();
    expect(stream.destroyed).toBe(true);
  });
});

describe.skipIf(underTest === null)("a signed GET", () => {
  const sign = (disposition = NAME) =>
    signGet(store(), { key, contentType: "application/pdf", disposition, expiresIn: 300 });

  test("has the bytes, as an attachment under a name", async () => {
    const answer = await ask(await sign());
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(answer.bytes.equals(bytes)).toBe(true);
    // Where the name in the address is not heeded, the one that was stored with the object stands in for it.
    expect([NAME, writeOf(key, bytes).disposition]).toContain(answer.headers.get("content-disposition"));
  });

  test.each([
    ["bytes=0-0", 0, 1],
    ["bytes=100-199", 100, 200],
    ["bytes=3000000-", 3_000_000, bytes.length],
    ["bytes=-9", bytes.length - 9, bytes.length],
  ])("has the range %s", async (range, start, end) => {
    const answer = await ask(await sign(), { headers: { range } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/${bytes.length}`);
    expect(answer.bytes).toEqual(bytes.subarray(start, end));
  });

  test("says that a range behind the end is none", async () => {
    expect(await statusOf(await sign(), { headers: { range: `bytes=${bytes.length}-` } })).toBe(416);
  });

  test("is good for its key, its method, its name and its time alone", async () => {
    const signed = await sign();
    const [elsewhere, unsigned] = [new URL(signed), new URL(signed)];
    elsewhere.pathname += "x";
    unsigned.search = "";
    const bent = [elsewhere, unsigned, signed.replace("attachment", "inline")];
    for (const url of [...bent, await anHourAgo(sign)]) expect(isNo(await statusOf(url))).toBe(true);
    for (const method of ["PUT", "DELETE", "POST"])
      expect(
        await statusOf(signed, { method, ...(method !== "DELETE" && { body: "x" }) }),
      ).toBeGreaterThanOrEqual(400);
    expect((await ask(signed)).bytes.equals(bytes)).toBe(true);
  });
});
