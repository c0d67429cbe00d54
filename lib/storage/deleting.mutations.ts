import "server-only";
import { inArray, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { addJob } from "#lib/jobs/mutations.ts";

/**
 * Marks objects for deletion and adds the jobs that do it, in the caller's transaction.
 * @param options.first before every other job: for what anybody can read until it is gone.
 */
export async function markDeleting(
  tx: Transaction,
  objectIds: readonly string[],
  options: { first?: boolean } = {},
): Promise<void> {
  if (objectIds.length === 0) return;
  await tx
    .update(objects)
    .set({ state: "deleting", deletingSince: sql`now()` })
    .where(inArray(objects.id, [...objectIds]));
  for (const objectId of objectIds) {
    await addJob(
      tx,
      "delete_object",
      { objectId },
      { key: `delete:${objectId}`, priority: options.first ? -10 : 0 },
    );
  }
}
