import "server-only";
import { localOrigin } from "#lib/http/origin.ts";
import { log } from "#lib/log.ts";
import { restartLostProofs } from "#lib/proofs/mutations.ts";
import type { UploadRow } from "#lib/uploads/data.ts";
import { joinParts } from "#lib/uploads/join.ts";
import { endUpload } from "#lib/uploads/mutations.ts";
import { settleUpload } from "#lib/uploads/settle.ts";
import { claimDueUploads, restartLostDeletes } from "#lib/uploads/sweep.mutations.ts";

const BATCH = 100;
const AT_ONCE = 8;

/**
 * Joins the parts of an upload whose sender is gone, where they are all there. While a signature is good the sender may
 * still be at work, and knows the file's checksum.
 */
async function joinAbandoned(upload: UploadRow): Promise<boolean> {
  return upload.method === "multipart" && ended(upload.signedUntil) && joinParts(upload, null);
}

/** Whether nothing can come of an upload any more: also of one whose process died before the store had opened it. */
function isOver(upload: UploadRow): boolean {
  const unopened = upload.method === "multipart" && upload.storeUploadId === null;
  return ended(upload.expiresAt) || (unopened && ended(upload.signedUntil));
}

const ended = (time: Date) => time.getTime() < Date.now();

async function sweepOne(upload: UploadRow): Promise<void> {
  const subject = { schoolId: upload.schoolId, userId: upload.userId, origin: localOrigin("sweeper") };
  try {
    let { outcome } = await settleUpload(subject, upload);
    if (outcome === "waiting" && (await joinAbandoned(upload)))
      ({ outcome } = await settleUpload(subject, upload));
    if (outcome === "waiting" && isOver(upload)) await endUpload(subject, upload.id, { status: "expired" });
  } catch (error) {
    // The store or the database is away: the row stays pending and comes due again.
    log.warn({ err: error, uploadId: upload.id }, "sweep: upload could not be looked at");
  }
}

/**
 * Looks after what nobody confirmed: confirms what has arrived, ends what has expired, and starts deletions again
 * and readings for a checksum again whose job was lost. Safe to run anywhere, any number of times at once.
 */
export async function sweep(): Promise<void> {
  const due = await claimDueUploads(BATCH);
  const queue = [...due];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await sweepOne(next);
    }),
  );
  await restartLostDeletes(BATCH);
  await restartLostProofs(BATCH);
}
