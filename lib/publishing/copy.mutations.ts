import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { lockCopy, requestCopy } from "#lib/publishing/mutations.ts";
import { copySeconds } from "#lib/publishing/rules.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { holdObject } from "#lib/storage/stored.mutations.ts";

/** What is to be copied where, and for how long it may be written. */
export type CopyPlan = {
  key: string;
  /** Bytes. */
  size: number;
  publicKey: string;
  contentType: string;
  filename: string;
  seconds: number;
};

/**
 * Notes that a copy is about to be written, and until when: whoever deletes it meanwhile deletes it once more after
 * that. One that nobody wants any more is given up instead.
 */
export async function beginCopy(objectId: string): Promise<CopyPlan | null> {
  return database().transaction(async (tx) => {
    const { document, object } = await lockCopy(tx, objectId);
    if (object === null) return null;
    if (document === null) {
      await markDeleting(tx, [objectId], { first: true });
      return null;
    }
    // What a virus scanner still keeps waits: the sweep asks again.
    if (document.status !== "ready") return null;
    const seconds = copySeconds(object.size);
    await tx
      .update(objects)
      .set({ signedUntil: sql`now() + make_interval(secs => ${seconds})` })
      .where(eq(objects.id, objectId));
    const { filePath: key, contentType, filename } = document;
    return { key, size: object.size, publicKey: object.key, contentType, filename, seconds };
  });
}

/**
 * Notes that a copy is there.
 * @returns false where it was taken back meanwhile: then the caller removes what it wrote, and says so with `dropCopy`.
 */
export async function finishCopy(objectId: string): Promise<boolean> {
  return database().transaction(async (tx) => {
    const { document, object } = await lockCopy(tx, objectId);
    if (object === null) return false;
    if (document === null) {
      await markDeleting(tx, [objectId], { first: true });
      return false;
    }
    if (document.status !== "ready") return false;
    await tx.update(objects).set({ state: "live", signedUntil: null }).where(eq(objects.id, objectId));
    await holdObject(tx, objectId);
    return true;
  });
}

/** Notes that nobody writes a copy any more, so that its row can go with the next deletion. */
export async function dropCopy(objectId: string): Promise<void> {
  await database().transaction(async (tx) => {
    const doomed = and(eq(objects.id, objectId), eq(objects.state, "deleting"));
    const rows = await tx
      .update(objects)
      .set({ signedUntil: null })
      .where(doomed)
      .returning({ id: objects.id });
    for (const { id } of rows) {
      await addJob(tx, "delete_object", { objectId: id }, { key: `delete:${id}`, priority: -10 });
    }
  });
}

/** Has copies made again whose worker died, or whose job was lost. */
export async function restartLostCopies(limit: number): Promise<number> {
  return database().transaction(async (tx) => {
    const lost = await tx
      .select({ id: objects.id })
      .from(objects)
      .where(
        sql`${objects.state} = 'pending' and ${objects.bucket} = 'public' and ${objects.purpose} = 'published'
          and coalesce(${objects.signedUntil}, ${objects.createdAt} + interval '30 seconds') < now()
          and not exists (
            select from graphile_worker.jobs j
            where j.key = 'publish:' || ${objects.id}::text
              and j.locked_at is null and j.attempts < j.max_attempts
          )`,
      )
      .limit(limit)
      .for("update", { skipLocked: true });
    for (const { id } of lost) await requestCopy(tx, id);
    return lost.length;
  });
}
