import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { holdObject } from "#lib/storage/stored.mutations.ts";
import { STORE_SECONDS, THUMBNAIL_FLAG, THUMBNAIL_TYPES } from "#lib/thumbnails/constants.ts";
import type { ThumbnailSource } from "#lib/thumbnails/data.ts";

/** Behind everything that somebody waits for. */
const PRIORITY = 10;

/** Has a document's thumbnail made, where its type can have one: a job in the caller's transaction. */
export async function requestThumbnail(
  tx: Transaction,
  document: { id: string; contentType: string },
): Promise<void> {
  if (!THUMBNAIL_TYPES.some((type) => type === document.contentType)) return;
  await addJob(
    tx,
    "make_thumbnail",
    { documentId: document.id },
    { key: `thumbnail:${document.id}`, priority: PRIORITY, flag: THUMBNAIL_FLAG },
  );
}

/**
 * Writes the row of a thumbnail that is about to be stored. It belongs to its document only once it is there
 * (`finishThumbnail`); one that is never finished is given up by the filler.
 * @returns the object's id.
 */
export async function planThumbnail(source: ThumbnailSource, key: string, size: number): Promise<string> {
  const id = v7();
  await database()
    .insert(objects)
    .values({
      id,
      schoolId: source.schoolId,
      key,
      purpose: "thumbnail",
      size,
      restricted: source.restricted,
      signedUntil: sql`now() + make_interval(secs => ${STORE_SECONDS})`,
    });
  return id;
}

/** Which bytes of which document were drawn. */
type Drawn = Pick<ThumbnailSource, "documentId" | "sourceId">;

/** That the document still holds those bytes, may be read, and has no thumbnail. */
const isLacking = ({ documentId, sourceId }: Drawn) =>
  and(
    eq(documents.id, documentId),
    eq(documents.objectId, sourceId),
    eq(documents.status, "ready"),
    isNull(documents.thumbnailObjectId),
  );

/**
 * Gives a document the thumbnail that was stored. Where the document was purged or replaced meanwhile, or another run
 * was faster, the thumbnail is deleted instead.
 * @returns false when the thumbnail had been given up before: then the caller removes what it stored.
 */
export async function finishThumbnail(source: Drawn, objectId: string): Promise<boolean> {
  const { documentId } = source;
  return database().transaction(async (tx) => {
    const [document] = await tx
      .select({ id: documents.id, restricted: documents.restricted })
      .from(documents)
      .where(isLacking(source))
      .for("no key update");
    const [object] = await tx
      .select({ state: objects.state })
      .from(objects)
      .where(eq(objects.id, objectId))
      .for("update");
    if (object?.state !== "pending") return false;
    if (document === undefined) {
      await markDeleting(tx, [objectId]);
      return true;
    }
    const { restricted } = document;
    await tx
      .update(objects)
      .set({ state: "live", signedUntil: null, restricted })
      .where(eq(objects.id, objectId));
    await tx.update(documents).set({ thumbnailObjectId: objectId }).where(eq(documents.id, documentId));
    await holdObject(tx, objectId);
    return true;
  });
}

/** Remembers that no thumbnail can be made of a document, so that nobody tries again. */
export async function rememberFailure(source: Drawn): Promise<void> {
  await database().update(documents).set({ thumbnailFailedAt: sql`now()` }).where(isLacking(source));
}
