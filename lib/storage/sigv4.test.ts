import { GetObjectCommand, PutObjectCommand, S3Client, UploadPartCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GUARD_HEADERS, guardHeaders } from "#lib/storage/guards.ts";
import { signGet, signPart, signPost, signPut } from "#lib/storage/presign.ts";
import { signerOf } from "#lib/storage/signer.ts";

// What the SDK's own presigner says is right; ours must say the same, to the last byte.

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
/** What goes wrong in signers: reserved characters, doubled slashes and encodings, dots, spaces, other scripts. */
const awkward = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...Array.from(" +~'()*!/.&=?#%;:@$,\"\\<>|^`{}[]"),
        "//",
        "../",
        "./",
        "%20",
        "%2F",
        "é",
        "e\u0301",
      ),
      fc.constantFrom("ñ", "学校", "📄", "\u202e", "a", "Z", "0", "-", "_", "documents/", ".pdf"),
      text,
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));
/** A header's value, white space in all the places where it does not count included. */
const headerText = fc
  .array(
    fc.oneof(fc.constantFrom(" ", "  ", "\t", '"', ";", "=", "*", "''", "%C3"), fc.stringMatching(/^\w+$/)),
    {
      minLength: 1,
      maxLength: 10,
    },
  )
  .map((pieces) => pieces.join(""));

const settings = fc
  .record({
    endpoint: fc.constantFrom(
      "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
      "https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com/",
      "https://s3.eu-west-1.amazonaws.com",
      "https://store.example.org:8443",
      "https://store.example.org:443",
      "http://store.example.org:80/below/this path",
      "http://127.0.0.1:9000",
      "http://[::1]:9000",
      "http://localhost:9000/base/",
    ),
    region: fc.constantFrom("auto", "us-east-1", "eu-west-1"),
    forcePathStyle: fc.boolean(),
    bucket: fc.constantFrom("files", "athena-docs", "with.dots", "a1-b2"),
    accessKeyId: fc.stringMatching(/^[A-Za-z0-9/+=_-]{3,40}$/),
    secretAccessKey: fc.string({ minLength: 1, maxLength: 64 }),
    sessionToken: fc.option(fc.stringMatching(/^[A-Za-z0-9/+=]{1,100}$/), { nil: undefined }),
  })
  // The SDK itself finds no address for these.
  .filter((s) => s.forcePathStyle || s.bucket !== "with.dots" || s.endpoint.startsWith("https:"));

type Settings = typeof settings extends fc.Arbitrary<infer S> ? S : never;

function storeOf({ bucket, endpoint, region, forcePathStyle, sessionToken, ...keys }: Settings) {
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    credentials: { ...keys, ...(sessionToken !== undefined && { sessionToken }) },
  });
  return { client, bucket, endpoint };
}

const moment = fc.date({
  min: new Date("2000-01-01T00:00:00Z"),
  max: new Date("2099-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});
const seconds = fc.integer({ min: 1, max: 604_800 });
const guards = fc.record({ copyGuard: fc.boolean(), aclGuard: fc.boolean() });
const bytes = fc.integer({ min: 0, max: 5 * 2 ** 40 });
const sha256 = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((hash) => Buffer.from(hash).toString("hex"));
const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

/** A command of the SDK's that carries more headers. */
function carrying<C extends GetObjectCommand | PutObjectCommand | UploadPartCommand>(
  command: C,
  headers: Record<string, string>,
): C {
  const stack = command.middlewareStack as { add: (middleware: unknown, options: { step: "build" }) => void };
  stack.add(
    (next: (args: object) => unknown) => (args: { request: { headers: Record<string, string> } }) => {
      Object.assign(args.request.headers, headers);
      return next(args);
    },
    { step: "build" },
  );
  return command;
}

const PLAIN = {
  endpoint: "https://store.example.org",
  region: "auto",
  requestChecksumCalculation: "WHEN_REQUIRED",
  responseChecksumValidation: "WHEN_REQUIRED",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
} as const;

const RUNS = { numRuns: 500 };

test("a GET is signed as the SDK signs it", { timeout: 120_000 }, async () => {
  const readings = fc.record({
    key: awkward,
    contentType: headerText,
    disposition: awkward,
    expiresIn: seconds,
  });
  await fc.assert(
    fc.asyncProperty(settings, readings, moment, async (chosen, read, at) => {
      vi.setSystemTime(at);
      const target = storeOf(chosen);
      const command = new GetObjectCommand({
        Bucket: target.bucket,
        Key: read.key,
        ResponseCacheControl: "private, max-age=300",
        ResponseContentDisposition: read.disposition,
        ResponseContentType: read.contentType,
      });
      const theirs = await getSignedUrl(target.client, command, { expiresIn: read.expiresIn });
      expect(await signGet(target, read)).toBe(theirs);
    }),
    RUNS,
  );
});

test("a PUT is signed as the SDK signs it, its length, type, checksum and guards included", {
  timeout: 120_000,
}, async () => {
  const writes = fc.record({
    key: awkward,
    contentType: headerText,
    disposition: headerText,
    size: bytes,
    sha256: fc.option(sha256),
    expiresIn: seconds,
  });
  await fc.assert(
    fc.asyncProperty(settings, writes, guards, moment, async (chosen, write, guarded, at) => {
      vi.setSystemTime(at);
      const target = storeOf(chosen);
      const command = new PutObjectCommand({
        Bucket: target.bucket,
        Key: write.key,
        ContentType: write.contentType,
        ContentDisposition: write.disposition,
        ContentLength: write.size,
        IfNoneMatch: "*",
        ...(write.sha256 !== null && { ChecksumSHA256: base64(write.sha256) }),
      });
      const kept = ["if-none-match", "x-amz-checksum-sha256", ...GUARD_HEADERS];
      const theirs = await getSignedUrl(target.client, carrying(command, guardHeaders(guarded)), {
        expiresIn: write.expiresIn,
        signableHeaders: new Set(["host", "content-type", "content-disposition", "content-length", ...kept]),
        unhoistableHeaders: new Set(kept),
      });
      expect((await signPut(target, write, guarded)).url).toBe(theirs);
    }),
    RUNS,
  );
});

test("a part is signed as the SDK signs it", { timeout: 120_000 }, async () => {
  const parts = fc.record({
    key: awkward,
    storeUploadId: awkward,
    number: fc.integer({ min: 1, max: 10_000 }),
    size: bytes,
    expiresIn: seconds,
  });
  await fc.assert(
    fc.asyncProperty(settings, parts, guards, moment, async (chosen, part, guarded, at) => {
      vi.setSystemTime(at);
      const target = storeOf(chosen);
      const command = new UploadPartCommand({
        Bucket: target.bucket,
        Key: part.key,
        UploadId: part.storeUploadId,
        PartNumber: part.number,
        ContentLength: part.size,
      });
      const theirs = await getSignedUrl(target.client, carrying(command, guardHeaders(guarded)), {
        expiresIn: part.expiresIn,
        signableHeaders: new Set(["host", "content-length", ...GUARD_HEADERS]),
        unhoistableHeaders: new Set(GUARD_HEADERS),
      });
      expect((await signPart(target, part, guarded)).url).toBe(theirs);
    }),
    RUNS,
  );
});

test("a POST's policy and form are those that the SDK makes", { timeout: 120_000 }, async () => {
  const writes = fc.record({
    key: awkward,
    contentType: headerText,
    disposition: awkward,
    size: bytes,
    sha256,
    expiresIn: seconds,
  });
  await fc.assert(
    fc.asyncProperty(settings, writes, moment, async (chosen, write, at) => {
      vi.setSystemTime(at);
      const target = storeOf(chosen);
      const theirs = await createPresignedPost(target.client, {
        Bucket: target.bucket,
        Key: write.key,
        Expires: write.expiresIn,
        Fields: {
          "Content-Type": write.contentType,
          "Content-Disposition": write.disposition,
          "x-amz-checksum-algorithm": "SHA256",
          "x-amz-checksum-sha256": base64(write.sha256),
        },
        Conditions: [["content-length-range", write.size, write.size]],
      });
      expect(await signPost(target, write)).toEqual(theirs);
    }),
    RUNS,
  );
});

test("one signer signs for one day after another, and goes back", async () => {
  const client = new S3Client({ ...PLAIN });
  const signer = await signerOf({ client, bucket: "files" });
  expect(await signerOf({ client, bucket: "files" })).toBe(signer);
  const days = ["2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z", "2026-02-28T12:00:00Z"];
  for (const day of days) {
    vi.setSystemTime(new Date(day));
    const theirs = await getSignedUrl(client, new GetObjectCommand({ Bucket: "files", Key: "k" }), {
      expiresIn: 60,
    });
    const ours = signer.url({
      method: "GET",
      key: "k",
      query: { "x-id": "GetObject" },
      headers: {},
      expiresIn: 60,
      at: Date.now(),
    });
    expect(ours).toBe(theirs);
  }
});

test("signatures go by the store's clock where the SDK has noted that ours is off", async () => {
  const client = new S3Client({ ...PLAIN, systemClockOffset: 1_200_000 });
  vi.setSystemTime(new Date("2026-03-01T10:00:00Z"));
  const read = { key: "k", contentType: "text/plain", disposition: "inline", expiresIn: 300 };
  const url = await signGet({ client, bucket: "files", endpoint: PLAIN.endpoint }, read);
  expect(new URL(url).searchParams.get("X-Amz-Date")).toBe("20260301T102000Z");
});
