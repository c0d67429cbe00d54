import {
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestStore, type TestStore } from "./testing.ts";
import { sdkClient, sendSigned } from "./testing-client.ts";

let store: TestStore;
let client: S3Client;
const keys = [
  "a",
  "a/1",
  "a/2",
  "a/b/3",
  "b+ c/1",
  "b+ c/2",
  "z&<>",
  "é",
  "\uffee",
  "😀",
  "0",
  "a//x",
  "photos/2006/x.jpg",
  "photos/2007/y.jpg",
];
const inByteOrder = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

beforeAll(async () => {
  store = await startTestStore();
  client = sdkClient(store);
  await Promise.all(
    keys.map((Key) => client.send(new PutObjectCommand({ Bucket: store.bucket, Key, Body: Key }))),
  );
});
afterAll(() => store.stop());

async function all(input: object = {}) {
  const found: string[] = [];
  const prefixes: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket: store.bucket, ...input })) {
    found.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
    prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix));
  }
  return { found, prefixes };
}

describe("ListObjectsV2", () => {
  test.each([1, 2, 3, 1000])("gives every key once, in byte order, %i a page", async (MaxKeys) => {
    expect((await all({ MaxKeys })).found).toEqual(inByteOrder);
  });

  test.each([1, 2, 1000])("rolls up behind a delimiter, %i a page", async (MaxKeys) => {
    expect(await all({ Delimiter: "/", MaxKeys })).toEqual({
      found: inByteOrder.filter((key) => !key.includes("/")),
      prefixes: ["a/", "b+ c/", "photos/"],
    });
    expect(await all({ Delimiter: "/", Prefix: "photos/", MaxKeys })).toEqual({
      found: [],
      prefixes: ["photos/2006/", "photos/2007/"],
    });
    expect(await all({ Delimiter: "/", Prefix: "a/", MaxKeys })).toEqual({
      found: ["a/1", "a/2"],
      prefixes: ["a//", "a/b/"],
    });
  });

  test("begins behind start-after, keeps to a prefix, and shows sizes and tags", async () => {
    expect((await all({ StartAfter: "b+ c/1" })).found).toEqual(
      inByteOrder.slice(inByteOrder.indexOf("b+ c/2")),
    );
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: store.bucket, Prefix: "photos/2006", FetchOwner: true }),
    );
    expect(page).toMatchObject({
      KeyCount: 1,
      IsTruncated: false,
      MaxKeys: 1000,
      Contents: [{ Key: "photos/2006/x.jpg", Size: 17, StorageClass: "STANDARD" }],
    });
    expect(page.Contents?.[0]?.Owner?.ID).toBeDefined();
  });

  test("encodes names for encoding-type=url and refuses what it cannot read", async () => {
    const encoded = await client.send(
      new ListObjectsV2Command({ Bucket: store.bucket, EncodingType: "url", Prefix: "b+ " }),
    );
    expect(encoded.Contents?.map(({ Key }) => Key)).toEqual(["b%2B%20c/1", "b%2B%20c/2"]);
    for (const query of [
      "max-keys=x",
      "max-keys=-1",
      "encoding-type=x",
      "list-type=2&continuation-token=%21",
      "list-type=3",
    ]) {
      expect((await sendSigned(store, { path: `/${store.bucket}?${query}` })).code).toBe("InvalidArgument");
    }
    expect(
      (await client.send(new ListObjectsV2Command({ Bucket: store.bucket, MaxKeys: 0 }))).IsTruncated,
    ).toBe(false);
  });
});

test("ListObjects, version 1, pages by marker", async () => {
  const found: string[] = [];
  for (let Marker = ""; ; ) {
    const page = await client.send(
      new ListObjectsCommand({ Bucket: store.bucket, MaxKeys: 3, Marker, Delimiter: "/" }),
    );
    found.push(
      ...(page.Contents ?? []).map(({ Key = "" }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix),
    );
    if (!page.IsTruncated) break;
    Marker = page.NextMarker ?? "";
  }
  expect(found.sort()).toEqual(
    [...keys.filter((key) => !key.includes("/")), "a/", "b+ c/", "photos/"].sort(),
  );
});
