import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect, test } from "vitest";
import { store } from "#lib/storage/client.ts";
import { newThumbnailKey } from "#lib/storage/keys.ts";
import { putThumbnail } from "#lib/storage/objects.ts";
import { thumbnailUrls } from "#lib/storage/thumbnail-urls.ts";
import { windowOf } from "#lib/storage/window.ts";
import { withStore } from "#lib/testing/bucket.ts";

const SCHOOL = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
const OTHER = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff1111";
const DOCUMENT = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff2222";
const WINDOW = 300_000;
const reader = { schoolId: SCHOOL, userId: "somebody", accessEndsAt: null };
const key = newThumbnailKey(SCHOOL, DOCUMENT);
const { at: start } = windowOf({ ...reader, purpose: "list" }, Date.now());

const urlAt = async (now: number) => (await thumbnailUrls(reader, [key], now))[0] ?? "";

test("an address is the same within five minutes, in whatever process, and another one after", async () => {
  const first = await urlAt(start);
  expect(await urlAt(start + WINDOW - 1)).toBe(first);
  const next = await urlAt(start + WINDOW);
  expect(next).not.toBe(first);
  // Nothing is remembered, so another process makes the same.
  expect(await urlAt(start + 1000)).toBe(first);
});

test("an address is a person's own, and ends when their access does", async () => {
  const other = { ...reader, userId: "somebody else" };
  expect(await thumbnailUrls(other, [key], start)).not.toEqual([await urlAt(start)]);
  const leaving = { ...reader, accessEndsAt: new Date(start + 60_000) };
  const [url = ""] = await thumbnailUrls(leaving, [key], start);
  expect(new URL(url ?? "").searchParams.get("X-Amz-Expires")).toBe("60");
});

test("an address is good from its window's start to ten minutes after its end, for this object alone", async () => {
  await putThumbnail(key, Buffer.from("small"));
  const url = await urlAt(Date.now());
  expect(new URL(url).searchParams.get("X-Amz-Expires")).toBe("900");
  expect(await (await fetch(url)).text()).toBe("small");
  expect((await fetch(url.replace(DOCUMENT, OTHER))).status).toBe(403);
  expect((await fetch(url, { method: "PUT", body: "other" })).status).toBe(403);
  expect((await fetch(await urlAt(Date.now() - 4 * WINDOW))).status).toBe(403);
});

test("only thumbnails of the school are signed", async () => {
  const keys = [
    key,
    null,
    newThumbnailKey(OTHER, DOCUMENT),
    `documents/${SCHOOL}/2026/x.pdf`,
    `thumbnails/${SCHOOL}x/y`,
  ];
  const urls = await thumbnailUrls(reader, keys);
  expect(urls.map((url) => url !== null)).toEqual([true, false, false, false, false]);
});

test.each([true, false])(
  "the address is where the SDK would look (path style: %s)",
  async (forcePathStyle) => {
    const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
    const endpoint = "https://account.r2.test";
    const client = new S3Client({ endpoint, region: "auto", forcePathStyle, credentials });
    const wanted = new URL(await getSignedUrl(client, new GetObjectCommand({ Bucket: "files", Key: key })));
    const other = { ...store(), client, endpoint, bucket: "files" };
    const url = new URL(await withStore(other, () => urlAt(start)));
    expect([url.origin, url.pathname]).toEqual([wanted.origin, wanted.pathname]);
    const region = (address: URL) => address.searchParams.get("X-Amz-Credential")?.split("/").slice(2);
    expect(region(url)).toEqual(region(wanted));
  },
);
