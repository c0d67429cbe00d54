import "server-only";
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
} from "@aws-sdk/client-s3";
import { store } from "#lib/storage/client.ts";
import { storageError, storeCall } from "#lib/storage/errors.ts";
import { missingAbort, withRules } from "#lib/storage/lifecycle-rules.ts";

/** The lifecycle rules of the bucket. The key must be allowed to read its settings. */
export async function readLifecycle(): Promise<LifecycleRule[]> {
  const { client, bucket } = store();
  try {
    return (await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }))).Rules ?? [];
  } catch (error) {
    if ((error as Error).name === "NoSuchLifecycleConfiguration") return [];
    throw storageError(error, "bucket");
  }
}

/** Replaces the lifecycle rules of the bucket. The key must be allowed to edit it. */
export async function writeLifecycle(rules: readonly LifecycleRule[]): Promise<void> {
  const { client, bucket } = store();
  const command = new PutBucketLifecycleConfigurationCommand({
    Bucket: bucket,
    LifecycleConfiguration: { Rules: [...rules] },
  });
  await storeCall(() => client.send(command), "bucket");
}

/** Has the store end uploads in parts that nobody finished, for a store that is ours alone. */
export async function endUnfinishedUploads(): Promise<void> {
  const present = await readLifecycle();
  const missing = missingAbort(present);
  if (missing.length > 0) await writeLifecycle(withRules(present, missing));
}
