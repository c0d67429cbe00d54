import type { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { TRASH_DAYS } from "#lib/documents/constants.ts";
import { mayDelete, mayEdit } from "#lib/documents/rights.ts";
import { quarantineOf } from "#lib/documents/status.ts";
import type { Description, DocumentItem, ItemFacts, RecordFacts } from "#lib/documents/types.ts";
import { publicationOf } from "#lib/publishing/publication.ts";

export type DocumentRow = Omit<typeof documents.$inferSelect, "notes"> & {
  uploaderName: string;
  /** Of its copy in the public bucket; null where there is none. */
  publicKey: string | null;
  publicState: "pending" | "live" | "deleting" | null;
};

/** What a row says to whoever may read it. */
function itemFacts(row: DocumentRow): ItemFacts {
  const purgeAt = row.deletedAt && new Date(row.deletedAt.getTime() + TRASH_DAYS * 86_400_000);
  return {
    id: row.id,
    kind: row.kind,
    filename: row.filename,
    title: row.title,
    altText: row.altText,
    version: row.version,
    contentType: row.contentType,
    fileSize: row.fileSize,
    sha256: row.sha256,
    sha256Verified: row.sha256VerifiedAt !== null,
    quarantine: quarantineOf(row.status),
    withdrawn: row.checksumFailedAt !== null,
    uploadedBy: { id: row.uploadedBy, name: row.uploaderName },
    uploadedAt: row.uploadedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    purgeAt: purgeAt?.toISOString() ?? null,
    publication: publicationOf(row),
  };
}

/** A row as pages see it: no object key. */
export function toItem(actor: Actor, row: DocumentRow, thumbnailUrl: string | null = null): DocumentItem {
  return {
    ...itemFacts(row),
    thumbnailUrl,
    canDelete: mayDelete(actor, row),
    canEdit: row.deletedAt === null && mayEdit(actor, row),
  };
}

/** What the HTTP API and webhooks know of a row, whoever asks. */
export function recordFacts(
  row: DocumentRow,
  description: Description,
  studentIds: readonly string[],
): RecordFacts {
  return {
    ...itemFacts(row),
    ...description,
    schoolId: row.schoolId,
    filePath: row.filePath,
    status: row.status,
    reportType: row.reportType,
    term: row.term,
    studentIds: [...studentIds],
  };
}
