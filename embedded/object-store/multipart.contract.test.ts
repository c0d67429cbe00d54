import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChecksum } from "./checksum.ts";
import { startTestStore, type TestStore } from "./testing.ts";
import { sdkClient, sendSigned } from "./testing-client.ts";

let store: TestStore;
let client: S3Client;
beforeAll(async () => {
  store = await startTestStore();
  client = sdkClient(store);
});
afterAll(() => store.stop());

const MIN = 5 * 1024 * 1024;
const full = Buffer.alloc(MIN, "a");
const last = Buffer.from("the last part is short");
const md5 = (data: Buffer) => createHash("md5").update(data);
const sha256 = (data: Buffer) => createHash("sha256").update(data).digest("base64");

async function create(Key: string, more: object = {}) {
  const { UploadId = "" } = await client.send(
    new CreateMultipartUploadCommand({ Bucket: store.bucket, Key, ...more }),
  );
  const at = { Bucket: store.bucket, Key, UploadId };
  const upload = async (PartNumber: number, Body: Buffer, extra: object = {}): Promise<CompletedPart> => {
    const { ETag } = await client.send(new UploadPartCommand({ ...at, PartNumber, Body, ...extra }));
    return { PartNumber, ETag };
  };
  const complete = (Parts: CompletedPart[], extra: object = {}) =>
    client.send(new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts }, ...extra }));
  return { ...at, at, upload, complete };
}

test("parts become one object, in order, with S3's tag", async () => {
  const { upload, complete } = await create("whole", { ContentType: "video/mp4", Metadata: { a: "1" } });
  const [two, one] = [await upload(2, last), await upload(1, full)];
  const done = await complete([one, two]);
  const tag = `"${md5(Buffer.concat([md5(full).digest(), md5(last).digest()])).digest("hex")}-2"`;
  expect(done.ETag).toBe(tag);
  const got = await client.send(new GetObjectCommand({ Bucket: store.bucket, Key: "whole" }));
  expect(got).toMatchObject({
    ETag: tag,
    ContentType: "video/mp4",
    Metadata: { a: "1" },
    ContentLength: MIN + last.length,
  });
  expect(
    Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat([full, last])),
  ).toBe(true);
  const seam = await sendSigned(store, {
    path: `/${store.bucket}/whole`,
    headers: { range: `bytes=${MIN - 2}-${MIN + 2}` },
  });
  expect(seam.body).toBe("aathe");
  const part = await client.send(new GetObjectCommand({ Bucket: store.bucket, Key: "whole", PartNumber: 2 }));
  expect([await part.Body?.transformToString(), part.PartsCount]).toEqual([last.toString(), 2]);
  await expect(complete([one, two])).rejects.toMatchObject({ name: "NoSuchUpload" });
});

test("a presigned part, sent again, takes the place of the first", async () => {
  const { at, complete } = await create("again");
  const url = await getSignedUrl(client, new UploadPartCommand({ ...at, PartNumber: 1 }), { expiresIn: 60 });
  await fetch(url, { method: "PUT", body: "first" });
  const second = await fetch(url, { method: "PUT", body: "second" });
  const ETag = second.headers.get("etag") ?? "";
  const stale = `"${md5(Buffer.from("first")).digest("hex")}"`;
  await expect(complete([{ PartNumber: 1, ETag: stale }])).rejects.toMatchObject({ name: "InvalidPart" });
  await complete([{ PartNumber: 1, ETag }]);
  expect((await sendSigned(store, { path: `/${store.bucket}/again` })).body).toBe("second");
});

describe("what cannot be completed", () => {
  test("small, unequal, missing, reordered and repeated parts", async () => {
    const { upload, complete, at } = await create("refused");
    const [one, two, three] = [
      await upload(1, full),
      await upload(2, Buffer.concat([full, last])),
      await upload(3, last),
    ];
    await expect(complete([one, two, three])).rejects.toMatchObject({
      name: "InvalidPart",
      message: expect.stringContaining("same length"),
    });
    await expect(complete([three, one])).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete([one, one])).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete([one, { PartNumber: 9, ETag: one.ETag }])).rejects.toMatchObject({
      name: "InvalidPart",
    });
    await expect(complete([{ PartNumber: 1, ETag: '"0"' }])).rejects.toMatchObject({ name: "InvalidPart" });
    await expect(complete([])).rejects.toMatchObject({ name: "MalformedXML" });
    const four = await upload(4, last);
    await expect(complete([three, four])).rejects.toMatchObject({ name: "EntityTooSmall" });
    await expect(complete([one, three], { MpuObjectSize: 5 })).rejects.toMatchObject({
      name: "InvalidRequest",
    });
    await expect(
      client.send(new UploadPartCommand({ ...at, PartNumber: 10_001, Body: "x" })),
    ).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(
      client.send(new UploadPartCommand({ ...at, Key: "other", PartNumber: 1, Body: "x" })),
    ).rejects.toMatchObject({ name: "NoSuchUpload" });
    await complete([one, three]);
  });

  test("If-None-Match: * at completion lets one of two through; the other upload stays", async () => {
    const first = await create("once");
    const second = await create("once");
    const parts = [await first.upload(1, last), await second.upload(1, last)];
    const outcomes = await Promise.allSettled([
      first.complete(parts.slice(0, 1), { IfNoneMatch: "*" }),
      second.complete(parts.slice(1), { IfNoneMatch: "*" }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const listed = await client.send(
      new ListMultipartUploadsCommand({ Bucket: store.bucket, Prefix: "once" }),
    );
    expect(listed.Uploads?.length).toBe(1);
  });

  test("an upload completed ten times at once is completed one time", async () => {
    const { upload, complete } = await create("ten");
    const part = await upload(1, last);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => complete([part])));
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(1);
  });
});

test("an aborted upload is gone with its parts", async () => {
  const { at, upload } = await create("aborted");
  await upload(1, last);
  await client.send(new AbortMultipartUploadCommand(at));
  await expect(upload(2, last)).rejects.toMatchObject({ name: "NoSuchUpload" });
  await expect(client.send(new ListPartsCommand(at))).rejects.toMatchObject({ name: "NoSuchUpload" });
  await expect(client.send(new AbortMultipartUploadCommand(at))).rejects.toMatchObject({
    name: "NoSuchUpload",
  });
});

test("uploads and parts are listed, by pages too", async () => {
  const { at, upload } = await create("listed/ü & b");
  for (const number of [3, 1, 2]) await upload(number, last);
  await create("listed/sub/x");
  await create("listed/sub/y");
  const parts = await client.send(new ListPartsCommand({ ...at, MaxParts: 2 }));
  expect(parts).toMatchObject({
    IsTruncated: true,
    NextPartNumberMarker: "2",
    Parts: [{ PartNumber: 1, Size: last.length }, { PartNumber: 2 }],
  });
  const rest = await client.send(new ListPartsCommand({ ...at, PartNumberMarker: "2" }));
  expect([rest.IsTruncated, rest.Parts?.map(({ PartNumber }) => PartNumber)]).toEqual([false, [3]]);
  const found: string[] = [];
  let marker: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await client.send(
      new ListMultipartUploadsCommand({ Bucket: store.bucket, Prefix: "listed/", MaxUploads: 1, ...marker }),
    );
    found.push(...(page.Uploads ?? []).map(({ Key = "" }) => Key));
    if (!page.IsTruncated) break;
    marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
  expect(found).toEqual(["listed/sub/x", "listed/sub/y", "listed/ü & b"]);
  const rolled = await client.send(
    new ListMultipartUploadsCommand({ Bucket: store.bucket, Prefix: "listed/", Delimiter: "/" }),
  );
  expect(rolled.CommonPrefixes).toEqual([{ Prefix: "listed/sub/" }]);
});

describe("checksums of the whole", () => {
  test("SHA-256, composite", async () => {
    const { upload, complete } = await create("composite", { ChecksumAlgorithm: "SHA256" });
    const sums = [sha256(full), sha256(last)];
    await expect(upload(1, full)).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(upload(1, full, { ChecksumSHA256: sums[1] })).rejects.toMatchObject({ name: "BadDigest" });
    const parts = [
      await upload(1, full, { ChecksumSHA256: sums[0] }),
      await upload(2, last, { ChecksumSHA256: sums[1] }),
    ];
    await expect(complete(parts)).rejects.toMatchObject({ name: "InvalidRequest" });
    const crossed = parts.map((part, i) => ({ ...part, ChecksumSHA256: sums[1 - i] }));
    await expect(complete(crossed)).rejects.toMatchObject({ name: "InvalidPart" });
    const done = await complete(parts.map((part, i) => ({ ...part, ChecksumSHA256: sums[i] })));
    const whole = `${sha256(Buffer.concat(sums.map((sum) => Buffer.from(sum, "base64"))))}-2`;
    expect([done.ChecksumSHA256, done.ChecksumType]).toEqual([whole, "COMPOSITE"]);
    const head = await client.send(
      new HeadObjectCommand({ Bucket: store.bucket, Key: "composite", ChecksumMode: "ENABLED" }),
    );
    expect(head.ChecksumSHA256).toBe(whole);
  });

  test.each(["CRC32", "CRC32C", "CRC64NVME"] as const)(
    "%s, of the full object, is that of its bytes",
    async (ChecksumAlgorithm) => {
      const { at } = await create(ChecksumAlgorithm, { ChecksumAlgorithm, ChecksumType: "FULL_OBJECT" });
      const field = `Checksum${ChecksumAlgorithm}` as const;
      const parts = await Promise.all(
        [full, last].map(async (Body, i) => {
          const { ETag, [field]: sum } = await client.send(
            new UploadPartCommand({ ...at, PartNumber: i + 1, Body, ChecksumAlgorithm }),
          );
          return { PartNumber: i + 1, ETag, [field]: sum };
        }),
      );
      const running = startChecksum(ChecksumAlgorithm);
      for (const part of [full, last]) running.update(part);
      const whole = running.digest().toString("base64");
      const complete = (said: string) =>
        client.send(
          new CompleteMultipartUploadCommand({
            ...at,
            MultipartUpload: { Parts: parts },
            [field]: said,
            ChecksumType: "FULL_OBJECT",
          }),
        );
      await expect(complete(String(parts[0]?.[field]))).rejects.toMatchObject({ name: "BadDigest" });
      expect(await complete(whole)).toMatchObject({ [field]: whole, ChecksumType: "FULL_OBJECT" });
    },
  );

  test("types that do not go with an algorithm are refused", async () => {
    await expect(
      create("x", { ChecksumAlgorithm: "SHA256", ChecksumType: "FULL_OBJECT" }),
    ).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(
      create("x", { ChecksumAlgorithm: "CRC64NVME", ChecksumType: "COMPOSITE" }),
    ).rejects.toMatchObject({ name: "InvalidRequest" });
  });
});

test("parts can be copied from objects, or from ranges of them", async () => {
  const source = Buffer.concat([full, last]);
  await client.send(new PutObjectCommand({ Bucket: store.bucket, Key: "src ü", Body: source }));
  const { at, complete } = await create("copied");
  const CopySource = `${store.bucket}/${encodeURIComponent("src ü")}`;
  const copy = async (PartNumber: number, CopySourceRange: string): Promise<CompletedPart> => {
    const { CopyPartResult } = await client.send(
      new UploadPartCopyCommand({ ...at, PartNumber, CopySource, CopySourceRange }),
    );
    return { PartNumber, ETag: CopyPartResult?.ETag };
  };
  const parts = [await copy(1, `bytes=0-${MIN - 1}`), await copy(2, `bytes=${MIN}-${source.length - 1}`)];
  await expect(copy(3, `bytes=0-${source.length}`)).rejects.toMatchObject({ name: "InvalidArgument" });
  await complete(parts);
  const got = await client.send(new GetObjectCommand({ Bucket: store.bucket, Key: "copied" }));
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(source)).toBe(true);
});
