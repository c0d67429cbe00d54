import { expect, test } from "vitest";
import { isSameBucket } from "#lib/backup/same-bucket.ts";

const ours = { endpoint: "https://account.r2.cloudflarestorage.com", bucket: "athena" };

test.each([
  "https://account.r2.cloudflarestorage.com/",
  "https://ACCOUNT.r2.cloudflarestorage.com:443",
  "https://account.r2.cloudflarestorage.com//",
  "https://athena.account.r2.cloudflarestorage.com",
])("%s is the same store", (endpoint) => {
  expect(isSameBucket(ours, { endpoint, bucket: "athena" })).toBe(true);
  expect(isSameBucket(ours, { endpoint, bucket: "athena-2" })).toBe(false);
});

test("another account's bucket of that name is another one", () => {
  const endpoint = "https://other.r2.cloudflarestorage.com";
  expect(isSameBucket(ours, { endpoint, bucket: "athena" })).toBe(false);
});

test("a bucket of AWS has one name, whatever region or way it is asked by", () => {
  const named = { endpoint: "https://s3.eu-west-1.amazonaws.com", bucket: "athena" };
  expect(isSameBucket(named, { endpoint: null, bucket: "athena" })).toBe(true);
  expect(isSameBucket(named, { endpoint: null, bucket: "other" })).toBe(false);
});
