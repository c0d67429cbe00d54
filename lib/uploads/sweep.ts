import "server-only";
import { localOrigin } from "#lib/http/origin.ts";
import { log } from "#lib/log.ts";
import type { UploadRow } from "#lib/uploads/data.ts";
import { endUpload } from "#lib/uploads/mutations.ts";
import { settleUpload } from "#lib/uploads/settle.ts";
import { claimDueUploads, restartLostDeletes } from "#lib/uploads/sweep.mutations.ts";

const BATCH = 100;
const AT_ONCE = 8;

async function sweepOne(upload: UploadRow): Promise<void> {
  const subject = { schoolId: upload.schoolId, userId: upload.userId, origin: localOrigin("sweeper") };
  try {
    const { outcome } = await settleUpload(subject, upload);
    if (outcome === "waiting" && upload.expiresAt.getTime() < Date.now()) {
      await endUpload(subject, upload.id, { status: "expired" });
    }
  } catch (error) {
    // The store or the database is away: the row stays pending and comes due again.
    log.warn({ err: error, uploadId: upload.id }, "sweep: upload could not be looked at");
  }
}

/**
 * Looks after what nobody confirmed: confirms what has arrived, ends what has expired, and starts deletions again
 * whose job was lost. Safe to run anywhere, any number of times at once.
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
}
