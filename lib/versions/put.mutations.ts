import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import { countedAs } from "#lib/documents/counted-as.ts";
import type { Change } from "#lib/documents/counters.mutations.ts";
import { nameOfNext } from "#lib/documents/names.ts";
import { withdrawRows } from "#lib/publishing/withdraw.mutations.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { foldName } from "#lib/storage/filename.ts";
import { requestThumbnail } from "#lib/thumbnails/mutations.ts";
import { announceDocuments } from "#lib/webhooks/emit.mutations.ts";

type Row = typeof documents.$inferSelect;

/** What a document is to hold from now on. */
type Content = Pick<
  Row,
  "objectId" | "filePath" | "filename" | "contentType" | "fileSize" | "status" | "sha256" | "restoredFrom"
> & {
  sha256VerifiedAt: Date | SQL | null;
  versionBy: string;
  versionAt: Date | SQL;
  /** Its number and its name as they were in the school that it comes from; the next ones where they are not given. */
  number?: number;
  exactName?: string;
};

/** The row of a document, locked: whoever changes what it holds has it locked before anything else. */
export async function lockDocument(
  tx: Transaction,
  schoolId: string,
  documentId: string,
): Promise<Row | null> {
  const [row] = await tx
    .select()
    .from(documents)
    .where(and(eq(documents.schoolId, schoolId), eq(documents.id, documentId)))
    .for("update");
  return row ?? null;
}

/**
 * Gives a locked document other content; what it held becomes its latest old version. The old thumbnail goes, and so
 * does a public copy: nobody has chosen to publish the new content, or to leave the old one public.
 * @returns its number and its name now, and what changes in the counts but for the new object's own.
 */
export async function putVersion(
  tx: Transaction,
  subject: AuditSubject,
  row: Row,
  { number: wantedNumber = 0, exactName, ...content }: Content,
): Promise<{ number: number; filename: string; change: Change }> {
  await tx.insert(documentVersions).values({
    schoolId: row.schoolId,
    documentId: row.id,
    number: row.version,
    objectId: row.objectId,
    filename: row.filename,
    contentType: row.contentType,
    fileSize: row.fileSize,
    status: row.status,
    sha256: row.sha256,
    sha256VerifiedAt: row.sha256VerifiedAt,
    checksumFailedAt: row.checksumFailedAt,
    uploadedBy: row.versionBy ?? row.uploadedBy,
    uploadedAt: row.versionAt ?? row.uploadedAt,
    restoredFrom: row.restoredFrom,
  });
  const number = Math.max(row.version + 1, wantedNumber);
  const filename = exactName ?? nameOfNext(row, content);
  await tx
    .update(documents)
    .set({
      ...content,
      filename,
      nameSort: foldName(filename),
      version: number,
      checksumFailedAt: null,
      thumbnailObjectId: null,
      thumbnailFailedAt: null,
    })
    .where(eq(documents.id, row.id));
  await withdrawRows(tx, subject, [row]);
  if (row.deletedAt === null) await announceDocuments(tx, row.schoolId, "document.updated", [row.id]);
  if (row.thumbnailObjectId !== null) await markDeleting(tx, [row.thumbnailObjectId]);
  if (content.status === "ready")
    await requestThumbnail(tx, { id: row.id, contentType: content.contentType });
  const grown = content.fileSize - row.fileSize;
  return {
    number,
    filename,
    change: {
      kind: countedAs(row),
      ...(row.deletedAt === null ? { bytes: grown } : { trashBytes: grown }),
      versionBytes: row.fileSize,
      versionObjects: 1,
    },
  };
}

/** An old version of a locked document, taken off its list: its row is gone, its object is whose who asked. */
async function takeVersion(tx: Transaction, documentId: string, number: number) {
  const [row] = await tx
    .delete(documentVersions)
    .where(and(eq(documentVersions.documentId, documentId), eq(documentVersions.number, number)))
    .returning();
  return row ?? null;
}

/**
 * Makes an old version of a locked document current again, under a new number. Its object stays as it is: no byte is
 * copied, and none is there twice.
 * @returns null where there is no such version.
 */
export async function bringBack(
  tx: Transaction,
  subject: AuditSubject,
  row: Row,
  version: { number: number; key: string },
): Promise<{ number: number; filename: string; change: Change } | null> {
  const old = await takeVersion(tx, row.id, version.number);
  if (old === null) return null;
  const put = await putVersion(tx, subject, row, {
    objectId: old.objectId,
    filePath: version.key,
    filename: old.filename,
    contentType: old.contentType,
    fileSize: old.fileSize,
    status: old.status,
    sha256: old.sha256,
    sha256VerifiedAt: old.sha256VerifiedAt,
    versionBy: old.uploadedBy,
    versionAt: old.uploadedAt,
    restoredFrom: old.number,
  });
  const { change } = put;
  return {
    ...put,
    change: { ...change, versionBytes: (change.versionBytes ?? 0) - old.fileSize, versionObjects: 0 },
  };
}

/**
 * Takes a version off a locked document for good; its object follows by job.
 * @returns what changes in the counts, and null where there is no such version.
 */
export async function dropVersion(tx: Transaction, row: Row, number: number): Promise<Change | null> {
  const old = await takeVersion(tx, row.id, number);
  if (old === null) return null;
  await markDeleting(tx, [old.objectId]);
  return { kind: countedAs(row), versionBytes: -old.fileSize, versionObjects: -1 };
}

/** The latest old version of a document whose bytes nothing is known against; null where there is none. */
export async function lastGoodVersion(tx: Transaction, documentId: string) {
  const [row] = await tx.execute<{ number: number; key: string }>(sql`
    select v.number, o.key from document_versions v join objects o on o.id = v.object_id
    where v.document_id = ${documentId} and v.status = 'ready' and v.checksum_failed_at is null
    order by v.number desc limit 1`);
  return row ?? null;
}
