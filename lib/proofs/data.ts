import "server-only";
import { eq, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";

/** What is to be read to prove a checksum. For the worker, which acts for no person. */
export type UnprovenSource = { key: string; size: number };

type Checked = Pick<
  typeof documents.$inferSelect,
  "objectId" | "filename" | "fileSize" | "sha256" | "sha256VerifiedAt" | "checksumFailedAt"
>;

/** What an object holds: the current version of a document, or, with its number, an old one. */
export type Content = { documentId: string; oldNumber: number | null; content: Checked };

/** Whose an object is; null once it is nobody's. */
export async function ownerOf(
  db: Database | Transaction,
  objectId: string,
): Promise<{ documentId: string; isCurrent: boolean } | null> {
  // One statement: between two, a version may become current, and be found by neither.
  const [row] = await db.execute<{ documentId: string; isCurrent: boolean }>(sql`
    select id as "documentId", true as "isCurrent" from ${documents} where object_id = ${objectId}
    union all
    select document_id, false from ${documentVersions} where object_id = ${objectId}`);
  return row ?? null;
}

/** What an object holds; null once it is nobody's. */
export async function contentOf(db: Database | Transaction, objectId: string): Promise<Content | null> {
  const columns = (table: typeof documents | typeof documentVersions) => ({
    objectId: table.objectId,
    filename: table.filename,
    fileSize: table.fileSize,
    sha256: table.sha256,
    sha256VerifiedAt: table.sha256VerifiedAt,
    checksumFailedAt: table.checksumFailedAt,
  });
  const owner = await ownerOf(db, objectId);
  if (owner === null) return null;
  const { documentId } = owner;
  if (owner.isCurrent) {
    const [content] = await db
      .select(columns(documents))
      .from(documents)
      .where(eq(documents.objectId, objectId));
    return content === undefined ? null : { documentId, oldNumber: null, content };
  }
  const [old] = await db
    .select({ number: documentVersions.number, ...columns(documentVersions) })
    .from(documentVersions)
    .where(eq(documentVersions.objectId, objectId));
  return old === undefined ? null : { documentId, oldNumber: old.number, content: old };
}

/** The stored bytes of an object whose checksum is neither proven nor refuted; null for every other. */
export async function findUnproven(objectId: string): Promise<UnprovenSource | null> {
  const found = await contentOf(database(), objectId);
  if (found === null || found.content.sha256VerifiedAt !== null || found.content.checksumFailedAt !== null)
    return null;
  const [row] = await database().select({ key: objects.key }).from(objects).where(eq(objects.id, objectId));
  return row === undefined ? null : { key: row.key, size: found.content.fileSize };
}
