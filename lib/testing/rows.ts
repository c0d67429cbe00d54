import { and, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { AuditAction } from "#lib/audit/types.ts";

function one<T>(rows: readonly T[]): T {
  if (rows.length !== 1) throw new Error(`There are ${rows.length} rows.`);
  return rows[0] as T;
}

export const uploadRow = async (id: string) =>
  one(await database().select().from(uploads).where(eq(uploads.id, id)));

/** The object's row by its key; undefined once it is gone. */
export async function objectRow(key: string) {
  return (await database().select().from(objects).where(eq(objects.key, key)))[0];
}

/** The keys of objects that probes of the store have made. */
export async function probeKeys(): Promise<string[]> {
  const rows = await database()
    .select({ key: objects.key })
    .from(objects)
    .where(eq(objects.purpose, "probe"));
  return rows.map(({ key }) => key);
}

export async function documentRow(id: string) {
  return (await database().select().from(documents).where(eq(documents.id, id)))[0];
}

/** The object that a document holds. */
export const heldObject = async (documentId: string) => (await documentRow(documentId))?.objectId ?? "";

/** The old versions of a document, oldest first. */
export async function versionsOf(documentId: string) {
  return database()
    .select()
    .from(documentVersions)
    .where(eq(documentVersions.documentId, documentId))
    .orderBy(documentVersions.number);
}

export async function documentsOf(schoolId: string) {
  return database().select().from(documents).where(eq(documents.schoolId, schoolId));
}

/** The running totals of a school, over all kinds. */
export async function totalsOf(schoolId: string) {
  const rows = await database().select().from(storageTotals).where(eq(storageTotals.schoolId, schoolId));
  const sum = (name: "bytes" | "objects" | "trashBytes" | "trashObjects") =>
    rows.reduce((total, row) => total + row[name], 0);
  return {
    bytes: sum("bytes"),
    objects: sum("objects"),
    trashBytes: sum("trashBytes"),
    trashObjects: sum("trashObjects"),
  };
}

/** What the audit has of a school, oldest first. */
export async function auditOf(schoolId: string, action?: AuditAction) {
  // Without the number of the transaction, which JSON cannot write and which says nothing of what happened.
  const { tx: _tx, ...columns } = getTableColumns(auditEvents);
  return database()
    .select(columns)
    .from(auditEvents)
    .where(and(eq(auditEvents.schoolId, schoolId), action && eq(auditEvents.action, action)))
    .orderBy(auditEvents.id);
}

/** Moves time on for uploads: the sweeper's next look is due; with `expired`, waiting for the bytes is over too. */
export async function makeDue(
  uploadIds: readonly string[],
  options: { expired?: boolean } = {},
): Promise<void> {
  await database()
    .update(uploads)
    .set({
      nextCheckAt: sql`now() - interval '1 second'`,
      ...(options.expired && { expiresAt: sql`now() - interval '1 second'` }),
    })
    .where(inArray(uploads.id, [...uploadIds]));
}
