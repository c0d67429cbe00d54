import "server-only";
import { and, eq, lt, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { uploads } from "#db/schema/uploads.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { FIRST_CHECK_SECONDS, LAST_CHECK_SECONDS } from "#lib/uploads/constants.ts";
import type { UploadRow } from "#lib/uploads/data.ts";

/**
 * Takes pending uploads that are due for a look and puts their next look off, further each time. Several sweepers at
 * once get different rows, and one that dies loses nothing: the rows come due again.
 */
export async function claimDueUploads(limit: number): Promise<UploadRow[]> {
  const due = database()
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(eq(uploads.status, "pending"), lt(uploads.nextCheckAt, sql`now()`)))
    .orderBy(uploads.nextCheckAt)
    .limit(limit)
    .for("update", { skipLocked: true });
  return database()
    .update(uploads)
    .set({
      checks: sql`least(${uploads.checks} + 1, 100)`,
      nextCheckAt: sql`now() + make_interval(secs => least(
        ${FIRST_CHECK_SECONDS} * power(2, least(${uploads.checks}, 10)), ${LAST_CHECK_SECONDS}
      ))`,
    })
    .where(sql`${uploads.id} in ${due}`)
    .returning();
}

/** Adds the delete job again for objects that have waited for theirs too long: a job that was lost. */
export async function restartLostDeletes(limit: number): Promise<number> {
  return database().transaction(async (tx) => {
    const lost = await tx
      .select({ id: objects.id })
      .from(objects)
      .where(
        sql`${objects.state} = 'deleting'
          and ${objects.deletingSince} < now() - interval '10 minutes'
          and not exists (
            select from graphile_worker.jobs j
            where j.key in ('delete:' || ${objects.id}::text, 'delete:' || ${objects.id}::text || ':again')
              and j.attempts < j.max_attempts
          )`,
      )
      .limit(limit)
      .for("update", { skipLocked: true });
    for (const { id } of lost) await addJob(tx, "delete_object", { objectId: id }, { key: `delete:${id}` });
    return lost.length;
  });
}
