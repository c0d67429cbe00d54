import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uriEncodePath } from "./target.ts";
import { startTestStore, type TestStore } from "./testing.ts";
import { sdkClient, sendSigned } from "./testing-client.ts";

let store: TestStore;
let client: S3Client;
/** Nothing but the data folder may ever be in here, some levels above it. */
const around = mkdtempSync(join(tmpdir(), "athena-objects-"));
beforeAll(async () => {
  const dataDir = join(around, "one", "two", "data");
  store = await startTestStore({ dataDir });
  client = sdkClient(store);
});
afterAll(async () => {
  await store.stop();
  rmSync(around, { recursive: true, force: true });
});

const path = (key: string) => `/${store.bucket}/${uriEncodePath(key)}`;
const put = (Key: string, Body: string | Buffer, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket: store.bucket, Key, Body, ...more }));
const get = (key: string, headers: Record<string, string> = {}) =>
  sendSigned(store, { path: path(key), headers });
const head = (key: string, headers: Record<string, string> = {}) =>
  sendSigned(store, { method: "HEAD", path: path(key), headers });
const remove = (key: string) => sendSigned(store, { method: "DELETE", path: path(key) });

/** Every file below a folder. */
function files(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("what is stored comes back", () => {
  test("bytes, headers, metadata, and an ETag that is the MD5", async () => {
    const Metadata = { student: "42", note: "ok" };
    const made = await put("full", "content", {
      ContentType: "text/plain",
      CacheControl: "no-store",
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentEncoding: "identity",
      ContentLanguage: "en",
      Metadata,
    });
    const md5 = createHash("md5").update("content").digest("hex");
    expect(made.ETag).toBe(`"${md5}"`);
    const got = await client.send(new GetObjectCommand({ Bucket: store.bucket, Key: "full" }));
    expect(await got.Body?.transformToString()).toBe("content");
    expect(got).toMatchObject({
      ETag: `"${md5}"`,
      ContentLength: 7,
      ContentType: "text/plain",
      CacheControl: "no-store",
      ContentEncoding: "identity",
      ContentLanguage: "en",
      AcceptRanges: "bytes",
      Metadata,
    });
    expect(got.LastModified?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect((await head("full")).headers["content-length"]).toBe("7");
  });

  test("an empty object, and one without a type", async () => {
    await sendSigned(store, { method: "PUT", path: path("empty"), headers: { "content-length": "0" } });
    const got = await get("empty");
    expect([got.status, got.body, got.headers["content-type"]]).toEqual([
      200,
      "",
      "application/octet-stream",
    ]);
  });

  test("checksums, when they are asked for", async () => {
    const sum = createHash("sha256").update("abc").digest("base64");
    await put("summed", "abc", { ChecksumSHA256: sum });
    const asked = await client.send(
      new HeadObjectCommand({ Bucket: store.bucket, Key: "summed", ChecksumMode: "ENABLED" }),
    );
    expect([asked.ChecksumSHA256, asked.ChecksumType]).toEqual([sum, "FULL_OBJECT"]);
    expect((await head("summed")).headers["x-amz-checksum-sha256"]).toBeUndefined();
  });

  test("response-* overrides on a signed GET", async () => {
    await put("shown", "<b>", { ContentType: "text/html" });
    const command = new GetObjectCommand({
      Bucket: store.bucket,
      Key: "shown",
      ResponseContentType: "application/octet-stream",
      ResponseContentDisposition: "attachment; filename*=UTF-8''%C3%A4.txt",
      ResponseCacheControl: "no-store",
    });
    const { headers } = await fetch(await getSignedUrl(client, command));
    expect([
      headers.get("content-type"),
      headers.get("content-disposition"),
      headers.get("cache-control"),
    ]).toEqual(["application/octet-stream", "attachment; filename*=UTF-8''%C3%A4.txt", "no-store"]);
    const split = await sendSigned(store, {
      path: `${path("shown")}?response-content-type=a%0D%0Ax-evil%3A1`,
    });
    expect([split.status, split.headers["x-evil"]]).toEqual([400, undefined]);
  });
});

describe("what a client says about its bytes is verified, and nothing stored when it is not so", () => {
  const other = (algorithm: string) => createHash(algorithm).update("other").digest("base64");
  const cases: [string, string, number, string][] = [
    ["content-md5", other("md5"), 400, "BadDigest"],
    ["content-md5", "short", 400, "InvalidDigest"],
    ["x-amz-checksum-sha256", other("sha256"), 400, "BadDigest"],
    ["x-amz-checksum-sha1", other("sha1"), 400, "BadDigest"],
    ["x-amz-checksum-crc32", "AAAAAA==", 400, "BadDigest"],
    ["x-amz-checksum-crc32c", "AAAAAA==", 400, "BadDigest"],
    ["x-amz-checksum-crc64nvme", "AAAAAAAAAAA=", 400, "BadDigest"],
    ["x-amz-checksum-sha256", "AAAA", 400, "InvalidRequest"],
    ["x-amz-checksum-sha256", "not base64!", 400, "InvalidRequest"],
    ["x-amz-sdk-checksum-algorithm", "CRC32", 400, "InvalidRequest"],
    ["x-amz-acl", "public-read", 501, "NotImplemented"],
    ["x-amz-tagging", "a=b", 501, "NotImplemented"],
    ["x-amz-server-side-encryption", "AES256", 501, "NotImplemented"],
    ["x-amz-storage-class", "GLACIER", 400, "InvalidStorageClass"],
    ["if-none-match", '"etag"', 501, "NotImplemented"],
    ["x-amz-meta-big", "x".repeat(2100), 400, "MetadataTooLarge"],
  ];
  test.each(cases)("%s: %s", async (name, value, status, code) => {
    const answer = await sendSigned(store, {
      method: "PUT",
      path: path("wrong"),
      body: "bytes",
      headers: { [name]: value },
    });
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect((await get("wrong")).code).toBe("NoSuchKey");
  });

  test("two checksums, no length, too long", async () => {
    const sha1 = createHash("sha1").update("b").digest("base64");
    const sha256 = createHash("sha256").update("b").digest("base64");
    const two = await sendSigned(store, {
      method: "PUT",
      path: path("wrong"),
      body: "b",
      headers: { "x-amz-checksum-sha1": sha1, "x-amz-checksum-sha256": sha256 },
    });
    expect(two.code).toBe("InvalidRequest");
    const chunked = await sendSigned(store, {
      method: "PUT",
      path: path("wrong"),
      body: "b",
      headers: { "transfer-encoding": "chunked" },
    });
    expect([chunked.status, chunked.code]).toEqual([411, "MissingContentLength"]);
    const huge = await sendSigned(store, {
      method: "PUT",
      path: path("wrong"),
      headers: { "content-length": String(6 * 1024 ** 3), expect: "100-continue" },
    });
    expect(huge.code).toBe("EntityTooLarge");
  });
});

describe("conditions", () => {
  test("If-None-Match: * lets exactly one of ten through", async () => {
    const race = Array.from({ length: 10 }, (_, i) =>
      sendSigned(store, {
        method: "PUT",
        path: path("race"),
        body: `writer ${i}`,
        headers: { "if-none-match": "*" },
      }),
    );
    const answers = await Promise.all(race);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, ...Array(9).fill(412)]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await get("race")).body).toBe(`writer ${winner}`);
  });

  test("If-Match on writes and deletes", async () => {
    const { ETag = "" } = await put("match", "one");
    const send = (method: string, value: string, key = "match") =>
      sendSigned(store, {
        method,
        path: path(key),
        body: method === "PUT" ? "two" : "",
        headers: { "if-match": value, ...(method === "PUT" ? {} : { "content-length": "0" }) },
      });
    expect((await send("PUT", '"no"')).status).toBe(412);
    expect((await send("DELETE", '"no"')).status).toBe(412);
    expect((await send("PUT", "*", "nobody")).status).toBe(404);
    expect((await send("PUT", ETag)).status).toBe(200);
  });

  test("reads answer 304 and 412 as RFC 9110 says", async () => {
    await put("read", "read");
    const { etag = "", "last-modified": modified = "" } = (await head("read")).headers;
    const past = new Date(Date.now() - 86_400_000).toUTCString();
    const cases: [Record<string, string>, number][] = [
      [{ "if-match": etag }, 200],
      [{ "if-match": '"x", *' }, 412],
      [{ "if-match": '"x"' }, 412],
      [{ "if-none-match": etag }, 304],
      [{ "if-none-match": `"x", W/${etag}` }, 304],
      [{ "if-none-match": '"x"' }, 200],
      [{ "if-modified-since": modified }, 304],
      [{ "if-modified-since": past }, 200],
      [{ "if-unmodified-since": past }, 412],
      [{ "if-unmodified-since": modified }, 200],
      [{ "if-none-match": '"x"', "if-modified-since": modified }, 200],
      [{ "if-match": etag, "if-unmodified-since": past }, 200],
    ];
    for (const [headers, status] of cases) {
      expect([headers, (await get("read", headers)).status]).toEqual([headers, status]);
      expect((await head("read", headers)).status).toBe(status);
    }
  });
});

describe("ranges", () => {
  const text = "0123456789";
  const cases: [string, number, string, string | undefined][] = [
    ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-4", 206, "6789", "bytes 6-9/10"],
    ["bytes=-99", 206, text, "bytes 0-9/10"],
    ["bytes=5-99", 206, "56789", "bytes 5-9/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    ["bytes=5-2", 200, text, undefined],
    ["bytes=0-1,3-4", 200, text, undefined],
    ["lines=1-2", 200, text, undefined],
  ];
  test.each(cases)("%s answers %i", async (range, status, body, contentRange) => {
    await put("digits", text);
    const got = await get("digits", { range });
    expect([got.status, got.headers["content-range"]]).toEqual([status, contentRange]);
    if (status < 400) expect(got.body).toBe(body);
    else expect(got.code).toBe("InvalidRange");
    expect((await head("digits", { range })).status).toBe(status);
  });

  test("If-Range of another version gives the whole object", async () => {
    const { etag = "" } = (await head("digits")).headers;
    expect((await get("digits", { range: "bytes=1-2", "if-range": etag })).status).toBe(206);
    expect((await get("digits", { range: "bytes=1-2", "if-range": '"old"' })).status).toBe(200);
  });
});

describe("keys", () => {
  const keys = [
    "..",
    "../../etc/passwd",
    "a/../../b",
    "/leading",
    "//",
    "a//b",
    "trailing/",
    "trailing",
    "below",
    "below/a/key",
    ".",
    "./x",
    "con\\..\\nul",
    "%2e%2e%2f",
    "a b+c&d=e?f#g",
    "!'()*~;:@$,",
    "ünï/漢字/😀",
    "\u00e9",
    "e\u0301",
    "new\nline",
    "tab\t",
    "quote\"<>&'",
    "x".repeat(1024),
    "😀".repeat(256),
  ];
  test("of any kind are kept apart, and never name a path", async () => {
    for (const key of keys)
      expect(
        (await sendSigned(store, { method: "PUT", path: path(key), body: `body of ${key}` })).status,
      ).toBe(200);
    for (const key of keys) expect((await get(key)).body).toBe(`body of ${key}`);
    expect(files(around)).toEqual(files(store.dataDir));
    expect(files(store.dataDir).every((file) => /\/(lock|[\w-]+\.json|[0-9a-f]{32})$/.test(file))).toBe(true);
    for (const key of keys) expect((await remove(key)).status).toBe(204);
    expect((await remove(keys[0] ?? "")).status).toBe(204);
    expect((await get("..")).code).toBe("NoSuchKey");
  });

  test("over 1,024 bytes are refused", async () => {
    expect((await sendSigned(store, { method: "PUT", path: path("x".repeat(1025)), body: "x" })).code).toBe(
      "KeyTooLongError",
    );
    expect(
      (await sendSigned(store, { method: "PUT", path: path(`${"😀".repeat(256)}x`), body: "x" })).code,
    ).toBe("KeyTooLongError");
  });
});

describe("copies and deletions", () => {
  test("a copy takes bytes and metadata along, or new metadata", async () => {
    const Key = "from/ü b+c%20?.txt";
    await put(Key, "copied", { ContentType: "text/plain", Metadata: { a: "1" } });
    const copy = (To: string, more: object = {}) =>
      client.send(
        new CopyObjectCommand({
          Bucket: store.bucket,
          Key: To,
          CopySource: `${store.bucket}/${encodeURIComponent(Key)}`,
          ...more,
        }),
      );
    const made = await copy("to/plain");
    expect(made.CopyObjectResult?.ETag).toBe(`"${createHash("md5").update("copied").digest("hex")}"`);
    expect(await head("to/plain")).toMatchObject({
      headers: { "content-type": "text/plain", "x-amz-meta-a": "1" },
    });
    await copy("to/new", { MetadataDirective: "REPLACE", ContentType: "text/html", Metadata: { b: "2" } });
    const replaced = (await get("to/new")).headers;
    expect([replaced["content-type"], replaced["x-amz-meta-a"], replaced["x-amz-meta-b"]]).toEqual([
      "text/html",
      undefined,
      "2",
    ]);
    await expect(copy(Key)).rejects.toMatchObject({ name: "InvalidRequest" });
    await copy(Key, { MetadataDirective: "REPLACE", Metadata: { self: "yes" } });
    expect((await get(Key)).body).toBe("copied");
    await expect(copy("to/x", { CopySourceIfMatch: '"no"' })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await expect(copy("to/x", { CopySource: `${store.bucket}/none` })).rejects.toMatchObject({
      name: "NoSuchKey",
    });
    await expect(copy("to/x", { CopySource: "none/none" })).rejects.toMatchObject({ name: "NoSuchBucket" });
    await expect(copy("to/x", { CopySource: "nonsense" })).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  test("DeleteObjects removes what is there and does not mind what is not", async () => {
    const Keys = ["d/1", "d/2 & <3>", "d/ünï"];
    for (const key of Keys) await put(key, "x");
    const Objects = [...Keys, "d/none"].map((Key) => ({ Key }));
    const done = await client.send(new DeleteObjectsCommand({ Bucket: store.bucket, Delete: { Objects } }));
    expect(done.Deleted?.map(({ Key }) => Key)).toEqual([...Keys, "d/none"]);
    for (const key of Keys) expect((await head(key)).status).toBe(404);
    const quiet = await client.send(
      new DeleteObjectsCommand({ Bucket: store.bucket, Delete: { Objects, Quiet: true } }),
    );
    expect(quiet.Deleted).toBeUndefined();
    const bomb = '<!DOCTYPE a [<!ENTITY x "y">]><Delete><Object><Key>&x;</Key></Object></Delete>';
    expect(
      (await sendSigned(store, { method: "POST", path: `/${store.bucket}?delete`, body: bomb })).code,
    ).toBe("MalformedXML");
  });
});
