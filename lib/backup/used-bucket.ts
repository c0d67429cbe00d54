import "server-only";
import { patiently } from "#lib/backup/bytes.ts";
import type { Buckets } from "#lib/backup/keep-object.ts";
import { headHeld, readHeld, removeHeld, sendChunks } from "#lib/storage/carry.ts";
import { listForeign } from "#lib/storage/foreign.ts";

/** Says of a bucket, while a restore fills it, that it was empty before, and with which backup. */
const MARK = "athena-docs-restore.txt";
const KEPT = { type: "text/plain", disposition: null, cache: null };

async function* once(text: string) {
  yield Buffer.from(text);
}

/**
 * Makes sure that a restore gets buckets for itself: what an older database deletes when its time has come, or gives up,
 * may be in use by the app that has the bucket now. One that was begun before may go on.
 * @throws {Error} in words for the terminal; {AppError} `storage_*`.
 */
export async function claimEmpty(to: Buckets, stamp: string, signal: AbortSignal): Promise<void> {
  const head = await patiently(() => headHeld(to.private, MARK), signal);
  const begun = head && (await readHeld(to.private, MARK, 0, head.size - 1)).toString("utf8");
  if (begun === stamp) return;
  for (const bucket of [to.private, to.public]) {
    if (bucket === null) continue;
    for await (const { key } of listForeign(bucket, "")) {
      if (key === MARK) continue;
      throw new Error(
        `The bucket ${bucket.bucket} has files already. Nothing was changed. Give an empty one; where only the database was lost, say --database-only; --into-used-bucket, where no other app uses it and files are missing in it.`,
      );
    }
  }
  await patiently(
    () => sendChunks(to.private, once(stamp), { keyFor: () => MARK, expected: null, kept: KEPT }),
    signal,
  );
}

/** The restore is over: what comes next finds the bucket in use. */
export async function endClaim(to: Buckets, signal: AbortSignal): Promise<void> {
  await patiently(() => removeHeld(to.private, MARK), signal);
}
