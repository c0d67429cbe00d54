import { expect, test } from "vitest";
import { classOf, isBilled } from "#lib/storage/operation-class.ts";

/** As https://developers.cloudflare.com/r2/pricing/ lists them. */
test.each([
  [
    "classA",
    "ListBuckets PutBucket ListObjects ListObjectsV2 PutObject CopyObject CompleteMultipartUpload " +
      "CreateMultipartUpload ListMultipartUploads UploadPart UploadPartCopy ListParts PutBucketEncryption PutBucketCors " +
      "PutBucketLifecycleConfiguration LifecycleStorageTierTransition",
  ],
  [
    "classB",
    "HeadBucket HeadObject GetObject UsageSummary GetBucketEncryption GetBucketLocation GetBucketCors GetBucketLifecycleConfiguration",
  ],
  ["free", "DeleteObject DeleteBucket AbortMultipartUpload"],
])("%s", (expected, names) => {
  for (const name of names.split(" ")) expect([name, classOf(name)]).toEqual([name, expected]);
});

test("who is not let in pays nothing; a condition that was not met is paid for", () => {
  expect([200, 204, 206, 404, 412, 400].map(isBilled)).toEqual([true, true, true, true, true, true]);
  expect([401, 403, 500, 503].map(isBilled)).toEqual([false, false, false, false]);
});
