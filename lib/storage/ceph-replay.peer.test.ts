import { beforeAll, describe, expect, inject, test } from "vitest";
import { store } from "#lib/storage/client.ts";
import { GUARD_HEADERS } from "#lib/storage/guards.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import { rawPut } from "#lib/testing/raw-request.ts";
import { pdfFile, sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { forged, type SignedPut, sendPut, signedPut } from "#lib/testing/signed-put.ts";
import type { Way } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";

const there = inject("peerSettings") !== null;

let school: TestSchool;
beforeAll(async () => {
  if (there) school = await buildSchool();
});

const signed = (bytes: Uint8Array, way?: Way) => signedPut(school.teacher, bytes, way);
const send = async (put: SignedPut, bytes: Uint8Array, more?: Record<string, string>) =>
  (await sendPut(put, bytes, more)).status;
const confirm = ({ uploadId }: SignedPut) => confirmUpload(school.teacher, uploadId);

async function confirmed(bytes: Uint8Array, way?: Way) {
  const put = await signed(bytes, way);
  expect(await send(put, bytes)).toBe(200);
  return { put, document: (await confirm(put)).document };
}

describe.skipIf(!there)("on Ceph RADOS Gateway", () => {
  describe.each(["put", "put without checksum"] as const)("a signed %s", (way) => {
    test("becomes a document, and used again after confirm leaves the stored bytes", async () => {
      const bytes = await pdfFile();
      const { put, document } = await confirmed(bytes, way);
      const sha256 = way === "put" ? sha256Of(bytes) : null;
      expect(document).toMatchObject({ sha256, sha256Verified: way === "put", fileSize: bytes.length });
      expect(await send(put, forged(bytes))).toBe(412);
      expect(await send(put, bytes)).toBe(412);
      expect(await readBucket(put.key)).toEqual(bytes);
    });

    test("used again while the first one is under way stores one of the two, whole", async () => {
      const bytes = await pdfFile();
      const put = await signed(bytes, way);
      const slow = rawPut(put.url, bytes.length, Object.entries(put.headers).flat());
      await slow.write(forged(bytes).subarray(0, 100));
      expect(await send(put, bytes)).toBe(200);
      await confirm(put);
      expect(await slow.end(forged(bytes).subarray(100))).toBe(412);
      expect(await readBucket(put.key)).toEqual(bytes);
    });

    test("used ten times at once has one winner", async () => {
      const bytes = await pdfFile();
      const put = await signed(bytes, way);
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(put, bytes)));
      expect(answers.sort((a, b) => a - b)).toEqual([200, ...Array<number>(9).fill(412)]);
      await confirm(put);
    });

    test("of 6 MiB, more than one piece for the store, cannot be overwritten either", async () => {
      const bytes = Buffer.concat([
        await pdfFile(),
        Buffer.alloc(6 * 2 ** 20, " "),
        Buffer.from("\n%%EOF\n"),
      ]);
      const { put } = await confirmed(bytes, way);
      expect(await send(put, forged(bytes))).toBe(412);
      expect((await readBucket(put.key))?.equals(bytes)).toBe(true);
    });
  });

  describe("headers that nobody signed", () => {
    let put: SignedPut;
    let other: SignedPut;
    let bytes: Buffer;
    let etag: string;

    beforeAll(async () => {
      bytes = await pdfFile();
      put = (await confirmed(bytes)).put;
      // Bytes that were never confirmed, of the same person.
      const unseen = await pdfFile();
      other = await signed(unseen);
      const stored = await sendPut(other, unseen);
      etag = stored.headers.get("etag") ?? "";
    });

    const source = () => ({ "x-amz-copy-source": `/${store().bucket}/${other.key}` });
    const tries: [string, () => Record<string, string>][] = [
      ["a copy of another object", source],
      ["a copy with its metadata", () => ({ ...source(), "x-amz-metadata-directive": "REPLACE" })],
      ["a copy of a range", () => ({ ...source(), "x-amz-copy-source-range": "bytes=0-9" })],
      ["a copy whose guard is met", () => ({ ...source(), "x-amz-copy-source-if-match": etag })],
      ["If-Match beside If-None-Match", () => ({ "if-match": "*" })],
      ["another If-None-Match", () => ({ "if-none-match": '"other"' })],
      ["a public ACL", () => ({ "x-amz-acl": "public-read" })],
      [
        "a public grant",
        () => ({ "x-amz-grant-read": 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' }),
      ],
    ];

    test.each(tries)("after confirm: %s changes nothing", async (_name, headers) => {
      expect(await send(put, forged(bytes), headers())).toBeGreaterThanOrEqual(400);
      expect(await readBucket(put.key)).toEqual(bytes);
      expect((await fetch(put.url.replace(/\?.*/, ""))).status).toBe(403);
    });

    test.each(tries)("before the bytes came: %s stores nothing", async (_name, headers) => {
      const fresh = await signed(bytes);
      expect(await send(fresh, bytes, headers())).toBeGreaterThanOrEqual(400);
      expect(await readBucket(fresh.key)).toBeNull();
    });

    test.each(GUARD_HEADERS)("a copy without %s, or with it twice, changes nothing", async (name) => {
      const { [name]: signedValue = "", ...headers } = { ...put.headers, ...source() } as Record<
        string,
        string
      >;
      const less = Object.entries(headers).flat();
      for (const more of [[], [name, signedValue, name, etag], [name, etag, name, signedValue]]) {
        const raw = rawPut(put.url, bytes.length, [...less, ...more]);
        expect(await raw.end(forged(bytes))).toBeGreaterThanOrEqual(400);
      }
      expect(await readBucket(put.key)).toEqual(bytes);
    });
  });
});
