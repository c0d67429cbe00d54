import { describe, expect, test } from "vitest";
import { chooseMethod } from "#lib/storage/capabilities.ts";
import { store } from "#lib/storage/client.ts";
import { GUARD_HEADERS } from "#lib/storage/guards.ts";
import { deleteObject, headObject, putObject } from "#lib/storage/objects.ts";
import { signPost, signPut } from "#lib/storage/presign.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import { anHourAgo, can, isNo, ownFolder, statusOf, underTest, writeOf } from "#lib/testing/contract.ts";
import { rawPut } from "#lib/testing/raw-request.ts";
import { pdfFile, sha256Of } from "#lib/testing/sample-files.ts";
import { forged } from "#lib/testing/signed-put.ts";
import type { UploadRow } from "#lib/uploads/data.ts";
import { verifyUpload } from "#lib/uploads/verify.ts";

const at = ownFolder("whole");
const sign = (key: string, bytes: Uint8Array) => signPut(store(), writeOf(key, bytes), can);
type Signed = Awaited<ReturnType<typeof sign>>;
const send = ({ url, headers }: Signed, bytes: Uint8Array, more: Record<string, string> = {}) =>
  statusOf(url, { method: "PUT", headers: { ...headers, ...more }, body: new Uint8Array(bytes) });

/** What confirm finds of an upload that was signed for `bytes`. */
function verdictOf(key: string, bytes: Uint8Array, method: UploadRow["method"]) {
  const { contentType, size, sha256 } = writeOf(key, bytes);
  return verifyUpload({ key, kind: "document", contentType, size, sha256, method } as UploadRow, {});
}

/** A signed PUT whose bytes are stored. */
async function stored(name: string): Promise<{ key: string; bytes: Buffer; put: Signed }> {
  const [key, bytes] = [at(name), await pdfFile()];
  const put = await sign(key, bytes);
  expect(await send(put, bytes)).toBe(200);
  return { key, bytes, put };
}

describe.skipIf(underTest === null)("a signed PUT", () => {
  test.each(["plan.pdf", "Ñandú Größe 100% + more, 'it' & (all)!.pdf", "日本語 ~*=;:@$.pdf"])(
    "stores %s with its type, its name and its checksum, and confirm takes it",
    async (name) => {
      const { key, bytes } = await stored(name);
      expect(await readBucket(key)).toEqual(bytes);
      const head = await headObject(key);
      expect(head).toMatchObject({
        size: bytes.length,
        contentType: "application/pdf",
        contentEncoding: null,
      });
      expect([null, sha256Of(bytes)]).toContain(head?.sha256);
      const verdict = { arrived: true, refusal: null, verified: true, sha256: sha256Of(bytes) };
      expect(await verdictOf(key, bytes, "put")).toEqual(verdict);
    },
  );

  test.each<[string, (bytes: Buffer) => Uint8Array, Record<string, string>]>([
    ["longer", (bytes) => Buffer.concat([bytes, Buffer.from("!")]), {}],
    ["shorter", (bytes) => bytes.subarray(1), {}],
    ["of another type", (bytes) => bytes, { "content-type": "text/html" }],
    ["under another name", (bytes) => bytes, { "content-disposition": "inline" }],
    ["with another checksum", (bytes) => bytes, { "x-amz-checksum-sha256": `${"A".repeat(43)}=` }],
    ["without If-None-Match", (bytes) => bytes, { "if-none-match": "" }],
  ])("refuses what is %s, and stores nothing", async (name, change, headers) => {
    const [key, bytes] = [at(`refused ${name}`), await pdfFile()];
    expect(isNo(await send(await sign(key, bytes), change(bytes), headers))).toBe(true);
    expect(await headObject(key)).toBeNull();
    expect(await verdictOf(key, bytes, "put")).toEqual({ arrived: false });
  });

  test(`with other bytes under its checksum is ${can.putChecksum ? "refused by the store" : "taken by the store, and refused by confirm, which hashes it"}`, async () => {
    const [key, bytes] = [at("forged"), await pdfFile()];
    const status = await send(await sign(key, bytes), forged(bytes));
    const verdict = await verdictOf(key, bytes, "put");
    if (can.putChecksum) {
      expect([isNo(status), verdict]).toEqual([true, { arrived: false }]);
    } else {
      const refusal = { code: "checksum_mismatch", details: {} };
      expect([status, verdict]).toEqual([200, { arrived: true, refusal }]);
    }
  });

  test("used again leaves the stored bytes, and of ten at once one wins", async () => {
    const { key, bytes, put } = await stored("again");
    expect(await send(put, forged(bytes))).toBe(412);
    expect(await send(put, bytes)).toBe(412);
    expect(await readBucket(key)).toEqual(bytes);

    const many = at("ten");
    const one = await sign(many, bytes);
    const statuses = await Promise.all(Array.from({ length: 10 }, () => send(one, bytes)));
    // A store may tell some of them to come again; none may be told that it has won beside another.
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status !== 200).every((status) => status >= 400)).toBe(true);
    expect(await readBucket(many)).toEqual(bytes);
  });

  test("is good for its key, its method and its time alone", async () => {
    const [key, bytes] = [at("misused"), await pdfFile()];
    const put = await sign(key, bytes);
    const elsewhere = new URL(put.url);
    elsewhere.pathname += "x";
    expect(isNo(await send({ ...put, url: elsewhere.href }, bytes))).toBe(true);
    const { headers } = put;
    for (const method of ["GET", "DELETE"])
      expect(isNo(await statusOf(put.url, { method, headers }))).toBe(true);
    expect(isNo(await statusOf(put.url, { method: "POST", headers, body: new Uint8Array(bytes) }))).toBe(
      true,
    );
    expect(isNo(await send(await anHourAgo(() => sign(key, bytes)), bytes))).toBe(true);
    for (const name of [key, `${key}x`]) expect(await headObject(name)).toBeNull();
  });

  describe("with headers that nobody signed", () => {
    const source = (key: string) => ({ "x-amz-copy-source": `/${store().bucket}/${encodeURI(key)}` });
    const tries: [string, (other: string) => Record<string, string>][] = [
      ["a copy of another object", source],
      ["a copy with its metadata", (other) => ({ ...source(other), "x-amz-metadata-directive": "REPLACE" })],
      ["a copy of a range", (other) => ({ ...source(other), "x-amz-copy-source-range": "bytes=0-9" })],
      ["If-Match beside If-None-Match", () => ({ "if-match": "*" })],
    ];

    test.each(tries)("%s exchanges no stored bytes and stores none", async (name, headers) => {
      const [other, once] = [await stored(`source of ${name}`), await stored(`target of ${name}`)];
      await send(once.put, forged(once.bytes), headers(other.key));
      expect(await readBucket(once.key)).toEqual(once.bytes);
      const key = at(`nothing of ${name}`);
      await send(await sign(key, once.bytes), once.bytes, headers(other.key));
      // A store may leave a header aside that was not signed: then what was signed is stored, and nothing else.
      expect([null, sha256Of(once.bytes)]).toContain(sha256OrNull(await readBucket(key)));
    });

    test.each(GUARD_HEADERS)("and without %s a copy exchanges nothing either", async (name) => {
      const [other, once] = [await stored(`source less ${name}`), await stored(`target less ${name}`)];
      const { [name]: _left, ...headers } = { ...once.put.headers, ...source(other.key) } as Record<
        string,
        string
      >;
      await rawPut(once.put.url, once.bytes.length, Object.entries(headers).flat()).end(forged(once.bytes));
      expect(await readBucket(once.key)).toEqual(once.bytes);
    });

    test("a public ACL opens the object to nobody", async () => {
      const [key, bytes] = [at("public"), await pdfFile()];
      const put = await sign(key, bytes);
      await send(put, bytes, { "x-amz-acl": "public-read" });
      expect(isNo(await statusOf(put.url.replace(/\?.*/, "")))).toBe(true);
    });
  });
});

const sha256OrNull = (bytes: Buffer | null) => bytes && sha256Of(bytes);

describe.skipIf(underTest === null)(
  `a signed POST, ${can.post ? "which it takes" : "which it has none of"}`,
  () => {
    async function form(
      key: string,
      bytes: Uint8Array,
      sent: Uint8Array,
      change: Record<string, string> = {},
    ): Promise<number> {
      const { url, fields } = await signPost(store(), writeOf(key, bytes));
      const body = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...change })) body.append(name, value);
      body.append("file", new Blob([new Uint8Array(sent)]));
      return statusOf(url, { method: "POST", body });
    }

    test("is used where it is taken and its checksum checked, and a PUT elsewhere", async () => {
      const [key, bytes] = [at("post"), await pdfFile()];
      const status = await form(key, bytes, bytes);
      expect(status >= 200 && status < 300).toBe(can.post);
      expect(await readBucket(key)).toEqual(can.post ? bytes : null);
      const chosen = chooseMethod(
        can,
        { method: "auto", inPartsAbove: bytes.length },
        { size: bytes.length, hasChecksum: true },
      );
      expect(chosen).toBe(can.post && can.postChecksum ? "post" : "put");
    });

    test.each<[string, (bytes: Buffer) => Uint8Array, Record<string, string>]>([
      ["longer", (bytes) => Buffer.concat([bytes, Buffer.from("!")]), {}],
      ["shorter", (bytes) => bytes.subarray(1), {}],
      ["of another type", (bytes) => bytes, { "Content-Type": "text/html" }],
      ["of another key", (bytes) => bytes, { key: at("elsewhere") }],
      ["signed otherwise", (bytes) => bytes, { "X-Amz-Signature": "0".repeat(64) }],
      ["with another ACL", (bytes) => bytes, { acl: "public-read" }],
    ])("refuses what is %s, and stores nothing", async (name, change, fields) => {
      const [key, bytes] = [at(`post ${name}`), await pdfFile()];
      expect(await form(key, bytes, change(bytes), fields)).toBeGreaterThanOrEqual(400);
      for (const left of [key, at("elsewhere")]) expect(await headObject(left)).toBeNull();
    });

    test("refuses what has expired", async () => {
      const [key, bytes] = [at("post expired"), await pdfFile()];
      expect(await anHourAgo(() => form(key, bytes, bytes))).toBeGreaterThanOrEqual(400);
      expect(await headObject(key)).toBeNull();
    });
  },
);

describe.skipIf(underTest === null)("from the server's side", () => {
  test("an object is stored once, never over another, and deleted as often as one likes", async () => {
    const [key, bytes] = [at("through"), await pdfFile()];
    const { Readable } = await import("node:stream");
    const put = (data: Buffer) => putObject(key, Readable.from([data]), writeOf(key, data));
    await put(bytes);
    await expect(put(forged(bytes))).rejects.toMatchObject({ cause: { name: "PreconditionFailed" } });
    expect(await readBucket(key)).toEqual(bytes);
    await deleteObject(key);
    await deleteObject(key);
    expect(await headObject(key)).toBeNull();
  });
});
