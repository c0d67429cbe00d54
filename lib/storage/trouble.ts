import "server-only";
import { GetObjectCommand, HeadBucketCommand } from "@aws-sdk/client-s3";
import { adviceFor } from "#lib/storage/advice.ts";
import type { Store } from "#lib/storage/client.ts";
import type { StoreReason } from "#lib/storage/reasons.ts";

/** What HEAD cannot tell apart, for its answers have no body. */
const VAGUE = new Set<StoreReason>(["access_denied", "bucket_missing", "invalid_request", "key_unknown"]);

/** No object has this key: a store that reads it says so, and any other says what is wrong. */
const NOWHERE = "probes/nowhere";

/**
 * What is wrong with a store and its bucket now; null where files can be stored and read.
 * @param deadlineMs longest wait for it in all.
 */
export async function troubleOf(
  { client, bucket }: Pick<Store, "client" | "bucket">,
  deadlineMs: number,
): Promise<StoreReason | null> {
  const abortSignal = AbortSignal.timeout(deadlineMs);
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal });
    return null;
  } catch (error) {
    const { reason } = adviceFor(error, "bucket");
    if (!VAGUE.has(reason)) return reason;
  }
  try {
    await client.send(new GetObjectCommand({ Bucket: bucket, Key: NOWHERE }), { abortSignal });
    return null;
  } catch (error) {
    const { reason } = adviceFor(error);
    return reason === "object_missing" ? null : reason;
  }
}
