import "server-only";
import { type CORSRule, GetBucketCorsCommand, PutBucketCorsCommand } from "@aws-sdk/client-s3";
import { store } from "#lib/storage/client.ts";
import { ourCorsRule } from "#lib/storage/cors-rules.ts";
import { storageError, storageFailure, storeCall } from "#lib/storage/errors.ts";
import { troubleOf } from "#lib/storage/trouble.ts";

/** Longest wait for the store at a start, in ms: a person sits before it. */
const PATIENCE_MS = 8_000;

/** Fails as the store fails: wrong key, wrong bucket, no answer. */
export async function checkBucket(): Promise<void> {
  const reason = await troubleOf(store(), PATIENCE_MS);
  if (reason !== null) throw storageFailure(reason, "the bucket was asked for");
}

/** The CORS rules of the bucket. The key must be allowed to read its settings. */
export async function readCors(): Promise<CORSRule[]> {
  const { client, bucket } = store();
  try {
    return (await client.send(new GetBucketCorsCommand({ Bucket: bucket }))).CORSRules ?? [];
  } catch (error) {
    if ((error as Error).name === "NoSuchCORSConfiguration") return [];
    throw storageError(error, "bucket");
  }
}

/** Replaces the CORS rules of the bucket. The key must be allowed to edit it. */
export async function writeCors(rules: readonly CORSRule[]): Promise<void> {
  const { client, bucket } = store();
  await storeCall(
    () =>
      client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [...rules] } })),
    "bucket",
  );
}

/** Lets pages of these origins upload and read, and no others: for a store that is ours alone. */
export async function allowOrigins(origins: readonly string[]): Promise<void> {
  await writeCors([ourCorsRule(origins, { post: true })]);
}
