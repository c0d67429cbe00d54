import "server-only";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { THUMBNAIL_TYPES } from "#lib/thumbnails/constants.ts";
import { requestThumbnail } from "#lib/thumbnails/mutations.ts";

const BATCH = 500;

/** As the index has it, word for word: parameters would hide from PostgreSQL that it fits. */
const LACKING = sql`${documents.thumbnailObjectId} is null and ${documents.thumbnailFailedAt} is null
  and ${documents.contentType} in (${sql.raw(THUMBNAIL_TYPES.map((type) => `'${type}'`).join(", "))})`;

/**
 * Adds the jobs of documents that have no thumbnail and no job: those from before there were thumbnails, newest first,
 * and those whose job was lost. Fresh ones have theirs from the confirm.
 * @returns how many.
 */
export async function fillThumbnails(limit = BATCH): Promise<number> {
  return database().transaction(async (tx) => {
    const lacking = await tx
      .select({ id: documents.id, contentType: documents.contentType })
      .from(documents)
      .where(
        and(
          LACKING,
          eq(documents.status, "ready"),
          lt(documents.uploadedAt, sql`now() - interval '2 minutes'`),
          sql`not exists (
            select from graphile_worker.jobs j
            where j.key = 'thumbnail:' || ${documents.id}::text and j.attempts < j.max_attempts
          )`,
        ),
      )
      .orderBy(desc(documents.id))
      .limit(limit);
    for (const document of lacking) await requestThumbnail(tx, document);
    return lacking.length;
  });
}

/** Has thumbnails deleted that were never finished: their worker died, or the store did not answer. */
export async function giveUpUnfinished(limit = BATCH): Promise<number> {
  return database().transaction(async (tx) => {
    const rows = await tx
      .select({ id: objects.id })
      .from(objects)
      .where(
        and(
          eq(objects.state, sql`'pending'`),
          eq(objects.purpose, sql`'thumbnail'`),
          lt(objects.signedUntil, sql`now() - interval '1 minute'`),
        ),
      )
      .limit(limit)
      .for("update", { skipLocked: true });
    await markDeleting(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.length;
  });
}
