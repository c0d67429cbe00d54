import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { AppError } from "#lib/errors.ts";
import { hashObject } from "#lib/proofs/read.ts";
import { chooseMethod } from "#lib/storage/capabilities.ts";
import { store } from "#lib/storage/client.ts";
import { GUARD_HEADERS } from "#lib/storage/guards.ts";
import {
  abortMultipart,
  abortMultiparts,
  joinMultipart,
  listParts,
  type SentPart,
} from "#lib/storage/multipart.ts";
import { headObject, putObject } from "#lib/storage/objects.ts";
import { signPart } from "#lib/storage/presign.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import {
  anHourAgo,
  ask,
  can,
  isNo,
  openMultipart,
  ownFolder,
  statusOf,
  underTest,
  writeOf,
} from "#lib/testing/contract.ts";
import { rawPut } from "#lib/testing/raw-request.ts";
import { sha256Of } from "#lib/testing/sample-files.ts";

const at = ownFolder("parts");

/** The least that S3 takes for a part that is not the last. */
const PART = 5 * 2 ** 20;
const bytes = Buffer.concat([randomBytes(2 * PART), randomBytes(1234)]);
const slice = (number: number) => bytes.subarray((number - 1) * PART, number * PART);

type Upload = { key: string; id: string };
const open = async (name: string): Promise<Upload> => ({ key: at(name), id: await openMultipart(at(name)) });

const sign = ({ key, id }: Upload, number: number, size = slice(number).length) =>
  signPart(store(), { key, storeUploadId: id, number, size, expiresIn: 300 }, can);
type Signed = Awaited<ReturnType<typeof sign>>;

const sendTo = ({ url, headers }: Signed, body: Uint8Array, more: Record<string, string> = {}) =>
  ask(url, { method: "PUT", headers: { ...headers, ...more }, body: new Uint8Array(body) });

async function send(upload: Upload, number: number): Promise<SentPart> {
  const { status, headers } = await sendTo(await sign(upload, number), slice(number));
  expect(status).toBe(200);
  return { number, etag: headers.get("etag") ?? "" };
}

describe.skipIf(underTest === null || !can.multipart)("a file in parts", () => {
  test("is taken up in the middle with the parts that are there, and arrives bit by bit", async () => {
    const upload = await open("Ñandú + mural.png");
    const sent = [await send(upload, 3), await send(upload, 1)];
    const listed = await listParts(upload.key, upload.id);
    // Where a store cannot list its parts, those that the browser has recorded count.
    const known = listed === null ? sent : listed === "over" ? [] : listed;
    expect(new Set(known.map(({ number }) => number))).toEqual(new Set([1, 3]));
    if (Array.isArray(listed)) expect(listed.map(({ size }) => size)).toEqual([PART, 1234]);
    const parts = [...known, await send(upload, 2)].sort((a, b) => a.number - b.number);
    expect(await joinMultipart(upload.key, upload.id, parts)).toBe("joined");
    const head = { size: bytes.length, contentType: "image/png", contentEncoding: null };
    expect(await headObject(upload.key)).toMatchObject(head);
    expect(await hashObject(upload.key, bytes.length)).toBe(sha256Of(bytes));
  });

  test("that is joined again stays as it is, and takes no more parts", async () => {
    const upload = await open("twice");
    const late = await sign(upload, 1);
    const parts = [await send(upload, 1), await send(upload, 2), await send(upload, 3)];
    expect(await joinMultipart(upload.key, upload.id, parts)).toBe("joined");
    // Some stores remember what they have joined, and say so again.
    expect(["joined", "over"]).toContain(await joinMultipart(upload.key, upload.id, parts));
    expect(isNo((await sendTo(late, Buffer.alloc(PART))).status)).toBe(true);
    expect(await hashObject(upload.key, bytes.length)).toBe(sha256Of(bytes));
  });

  test("has the bytes that were sent last under a number", async () => {
    const upload = await open("part again");
    const part = await sign(upload, 1);
    expect((await sendTo(part, Buffer.alloc(PART))).status).toBe(200);
    expect(await joinMultipart(upload.key, upload.id, [await send(upload, 1)])).toBe("joined");
    expect((await readBucket(upload.key))?.equals(slice(1))).toBe(true);
  });

  test("is not joined of parts that are others or missing, and can be joined of the right ones then", async () => {
    const upload = await open("mismatch");
    const [first, third] = [await send(upload, 1), await send(upload, 3)];
    const wrong: SentPart[][] = [
      [first, { number: 2, etag: first.etag }, third],
      [{ number: 1, etag: '"00000000000000000000000000000000"' }, third],
    ];
    for (const parts of wrong) {
      expect(await joinMultipart(upload.key, upload.id, parts)).not.toBe("joined");
      expect(await headObject(upload.key)).toBeNull();
    }
    const parts = [first, await send(upload, 2), third];
    expect(await joinMultipart(upload.key, upload.id, parts)).toBe("joined");
    expect(await hashObject(upload.key, bytes.length)).toBe(sha256Of(bytes));
  });

  test("that is given up leaves nothing, and takes no part that was signed before", async () => {
    const upload = await open("given up");
    const late = await sign(upload, 2);
    const parts = [await send(upload, 1)];
    await abortMultipart(upload.key, upload.id);
    await abortMultipart(upload.key, upload.id);
    await abortMultiparts(upload.key);
    expect(isNo((await sendTo(late, slice(2))).status)).toBe(true);
    expect(["over", null]).toContain(await listParts(upload.key, upload.id));
    // Ceph 16 knows no longer what became of it, and answers 500 for ever.
    const joined = joinMultipart(upload.key, upload.id, parts).catch(({ code }: AppError) => code);
    expect(["over", "mismatch", "storage_unavailable"]).toContain(await joined);
    expect(await headObject(upload.key)).toBeNull();
  });
});

describe.skipIf(underTest === null || !can.multipart)("a signed part", () => {
  test("takes its length alone, for its number, its upload, its key, its method and its time", async () => {
    const [upload, other] = [await open("misused"), await open("another")];
    const part = await sign(upload, 3);
    const right = slice(3);
    expect(isNo((await sendTo(part, Buffer.concat([right, Buffer.from("!")]))).status)).toBe(true);
    expect(isNo((await sendTo(part, right.subarray(1))).status)).toBe(true);
    const bent = [
      (url: URL) => url.searchParams.set("partNumber", "4"),
      (url: URL) => url.searchParams.set("uploadId", other.id),
      (url: URL) => (url.pathname += "x"),
    ];
    for (const bend of bent) {
      const url = new URL(part.url);
      bend(url);
      expect(isNo((await sendTo({ ...part, url: url.href }, right)).status)).toBe(true);
    }
    for (const method of ["GET", "DELETE"])
      expect(isNo(await statusOf(part.url, { method, headers: part.headers }))).toBe(true);
    expect(isNo((await sendTo(await anHourAgo(() => sign(upload, 3)), right)).status)).toBe(true);
    for (const { key, id } of [upload, other]) {
      const listed = await listParts(key, id);
      if (listed !== null) expect(listed).toEqual([]);
    }
    // None of it has done the upload any harm.
    expect(await joinMultipart(upload.key, upload.id, [await send(upload, 3)])).toBe("joined");
    expect((await readBucket(upload.key))?.equals(right)).toBe(true);
  });

  test("cannot be made to hold another object's bytes", async () => {
    const { Readable } = await import("node:stream");
    const secret = Buffer.from("another family's file".padEnd(1234, "."));
    const source = at("source ü");
    await putObject(source, Readable.from([secret]), writeOf(source, secret));
    const upload = await open("copy");
    const part = await sign(upload, 3);
    const copy = { "x-amz-copy-source": `/${store().bucket}/${encodeURI(source)}` };
    for (const more of [copy, { ...copy, "x-amz-copy-source-range": "bytes=0-9" }])
      await sendTo(part, slice(3), more);
    for (const name of GUARD_HEADERS) {
      const { [name]: _left, ...headers } = { ...part.headers, ...copy } as Record<string, string>;
      await rawPut(part.url, 1234, Object.entries(headers).flat()).end(slice(3));
    }
    const listed = await listParts(upload.key, upload.id);
    // One that was stored in spite of all has the bytes that were sent, for it has their tag.
    const right = await send(upload, 3);
    if (Array.isArray(listed)) for (const { etag } of listed) expect(etag).toBe(right.etag);
    expect(await joinMultipart(upload.key, upload.id, [right])).toBe("joined");
    expect((await readBucket(upload.key))?.equals(slice(3))).toBe(true);
  });
});

test.skipIf(underTest === null)(
  `large files go ${can.multipart ? "in parts" : "in one PUT, for it takes no parts"}`,
  () => {
    const method = chooseMethod(can, { method: "put", inPartsAbove: 10 }, { size: 11, hasChecksum: true });
    expect(method).toBe(can.multipart ? "multipart" : "put");
  },
);
