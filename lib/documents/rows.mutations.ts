import "server-only";
import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { uploads } from "#db/schema/uploads.ts";
import { messageFile } from "#lib/audit/message-file.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditAction, AuditSubject } from "#lib/audit/types.ts";
import { countedAs } from "#lib/documents/counted-as.ts";
import { addCounts, type Change } from "#lib/documents/counters.mutations.ts";
import { withdrawRows } from "#lib/publishing/withdraw.mutations.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { announceDocuments, announcePurged } from "#lib/webhooks/emit.mutations.ts";

export type LockedRow = typeof documents.$inferSelect;

/** Those of the documents that are there, in a stable order so that two who lock the same ones cannot deadlock. */
export async function lockRows(
  tx: Transaction,
  schoolId: string,
  ids: readonly string[],
  inTrash: boolean,
): Promise<LockedRow[]> {
  return tx
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.schoolId, schoolId),
        inArray(documents.id, [...ids]),
        inTrash ? isNotNull(documents.deletedAt) : isNull(documents.deletedAt),
      ),
    )
    .orderBy(documents.id)
    .for("update");
}

const eventsFor = (rows: readonly LockedRow[], action: AuditAction) =>
  rows.map((row) => ({
    action,
    targetType: "document",
    targetId: row.id,
    details: { filename: row.filename, size: row.fileSize, ...messageFile(row.kind) },
  }));

/** Whether a document may come out of the trash: all may but the withdrawn, whose bytes are not what was sent. */
export const isRestorable = (row: LockedRow): boolean => row.checksumFailedAt === null;

/** Moves locked rows of one school to the trash or out of it, with what is counted and the audit. */
export async function moveRows(
  tx: Transaction,
  subject: AuditSubject & { schoolId: string },
  given: readonly LockedRow[],
  to: "trash" | "live",
): Promise<void> {
  const rows = to === "live" ? given.filter(isRestorable) : given;
  if (rows.length === 0) return;
  const { schoolId } = subject;
  const ids = rows.map((row) => row.id);
  await tx
    .update(documents)
    .set({ deletedAt: to === "trash" ? sql`now()` : null })
    .where(and(eq(documents.schoolId, schoolId), inArray(documents.id, ids)));
  if (to === "trash") await withdrawRows(tx, subject, rows);
  const sign = to === "trash" ? -1 : 1;
  const changes: Change[] = rows.map((row) => ({
    kind: countedAs(row),
    bytes: sign * row.fileSize,
    objects: sign,
    trashBytes: -sign * row.fileSize,
    trashObjects: -sign,
  }));
  await announceDocuments(tx, schoolId, to === "trash" ? "document.deleted" : "document.updated", ids);
  await addCounts(tx, schoolId, changes);
  await record(tx, subject, eventsFor(rows, to === "trash" ? "document.deleted" : "document.restored"));
}

/** Deletes locked rows for good; their objects, those of old versions and thumbnails included, follow by job. */
export async function purgeRows(
  tx: Transaction,
  subject: AuditSubject,
  rows: readonly LockedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.id);
  await withdrawRows(tx, subject, rows);
  await tx.update(uploads).set({ documentId: null }).where(inArray(uploads.documentId, ids));
  const secret = rows.filter(({ restricted }) => restricted).map(({ id }) => id);
  // What was to replace them stays as secret as they were.
  if (secret.length > 0)
    await tx
      .update(objects)
      .set({ restricted: true })
      .where(
        and(
          eq(objects.state, "pending"),
          inArray(
            objects.id,
            tx.select({ id: uploads.objectId }).from(uploads).where(inArray(uploads.replacesId, secret)),
          ),
        ),
      );
  await tx.update(uploads).set({ replacesId: null }).where(inArray(uploads.replacesId, ids));
  const old = await tx.delete(documentVersions).where(inArray(documentVersions.documentId, ids)).returning({
    documentId: documentVersions.documentId,
    objectId: documentVersions.objectId,
    fileSize: documentVersions.fileSize,
  });
  await tx.delete(documents).where(inArray(documents.id, ids));
  await markDeleting(tx, [
    ...rows.flatMap(({ objectId, thumbnailObjectId }) =>
      thumbnailObjectId === null ? [objectId] : [objectId, thumbnailObjectId],
    ),
    ...old.map(({ objectId }) => objectId),
  ]);
  for (const schoolId of new Set(rows.map((row) => row.schoolId))) {
    const own = rows.filter((row) => row.schoolId === schoolId);
    const changes = own.flatMap((row): Change[] => [
      { kind: countedAs(row), trashBytes: -row.fileSize, trashObjects: -1 },
      ...old
        .filter(({ documentId }) => documentId === row.id)
        .map(({ fileSize }) => ({ kind: countedAs(row), versionBytes: -fileSize, versionObjects: -1 })),
    ]);
    await announcePurged(tx, schoolId, own);
    await addCounts(tx, schoolId, changes);
    await record(tx, { ...subject, schoolId }, eventsFor(own, "document.purged"));
  }
}
