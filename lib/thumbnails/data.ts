import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";

/** What a thumbnail is made from. */
export type ThumbnailSource = {
  documentId: string;
  schoolId: string;
  /** The object that it is drawn from: by the time it is stored, the document may hold another. */
  sourceId: string;
  key: string;
  contentType: string;
  /** Bytes. */
  size: number;
  restricted: boolean;
};

/** A document that has no thumbnail yet; null where it has one, can have none, or is gone. */
export async function findThumbnailSource(documentId: string): Promise<ThumbnailSource | null> {
  const [row] = await database()
    .select({
      documentId: documents.id,
      schoolId: documents.schoolId,
      sourceId: documents.objectId,
      key: documents.filePath,
      contentType: documents.contentType,
      size: documents.fileSize,
      restricted: documents.restricted,
      made: documents.thumbnailObjectId,
      failed: documents.thumbnailFailedAt,
      state: objects.state,
      status: documents.status,
    })
    .from(documents)
    .innerJoin(objects, eq(objects.id, documents.objectId))
    .where(eq(documents.id, documentId));
  if (row === undefined) return null;
  const { made, failed, state, status, ...source } = row;
  // What no virus scanner has called clean is not drawn either.
  return made === null && failed === null && state === "live" && status === "ready" ? source : null;
}
