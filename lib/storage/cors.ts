import "server-only";
import { PutBucketCorsCommand } from "@aws-sdk/client-s3";
import { store } from "#lib/storage/client.ts";
import { storageFailure, storeCall } from "#lib/storage/errors.ts";
import { GUARD_HEADERS } from "#lib/storage/guards.ts";
import { troubleOf } from "#lib/storage/trouble.ts";

/** Longest wait for the store at a start, in ms: a person sits before it. */
const PATIENCE_MS = 8_000;

/** Fails as the store fails: wrong key, wrong bucket, no answer. */
export async function checkBucket(): Promise<void> {
  const reason = await troubleOf(store(), PATIENCE_MS);
  if (reason !== null) throw storageFailure(reason, "the bucket was asked for");
}

/** Lets pages of these origins upload and read (r2.md, "CORS"). The key must be allowed to edit the bucket. */
export async function allowOrigins(origins: readonly string[]): Promise<void> {
  const { client, bucket } = store();
  const rule = {
    AllowedOrigins: [...origins],
    AllowedMethods: ["GET", "HEAD", "PUT", "POST"],
    AllowedHeaders: [
      "content-type",
      "content-disposition",
      "if-none-match",
      "range",
      "x-amz-checksum-sha256",
      ...GUARD_HEADERS,
    ],
    ExposeHeaders: ["ETag", "Content-Length", "Content-Range", "Accept-Ranges"],
    MaxAgeSeconds: 3600,
  };
  await storeCall(
    () => client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } })),
    "bucket",
  );
}
