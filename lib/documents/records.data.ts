import "server-only";
import { and, eq, exists, or, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { type DocumentQuery, findReadable, pageOfRows, rowsOfSchool } from "#lib/documents/data.ts";
import { NOTHING_SAID, readDescriptions } from "#lib/documents/description.data.ts";
import { type DocumentRow, recordFacts, toItem } from "#lib/documents/item.ts";
import { linkedStudents } from "#lib/documents/linked.data.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";
import { AppError } from "#lib/errors.ts";

/** Rows as the HTTP API's own callers see them. The caller has authorized. */
export async function toRecords(actor: Actor, rows: readonly DocumentRow[]): Promise<DocumentRecord[]> {
  const ids = rows.map(({ id }) => id);
  const described = await readDescriptions(actor.schoolId, ids);
  // Who may not know of students is not told whom a file is about.
  const students = await linkedStudents(actor.schoolId, actor.can("students:read") ? ids : []);
  return rows.map((row) => ({
    ...toItem(actor, row),
    ...recordFacts(row, described.get(row.id) ?? NOTHING_SAID, students.get(row.id) ?? []),
  }));
}

/** A row as the HTTP API's own callers see it. The caller has authorized. */
export async function toRecord(actor: Actor, row: DocumentRow): Promise<DocumentRecord> {
  const [record] = await toRecords(actor, [row]);
  if (record === undefined) throw new AppError("not_found");
  return record;
}

/** `listDocuments` for the HTTP API. */
export async function listDocumentRecords(
  actor: Actor,
  query: Omit<DocumentQuery, "view">,
): Promise<{ items: DocumentRecord[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await pageOfRows(actor, { ...query, view: "live" });
  return { items: await toRecords(actor, rows), nextCursor };
}

/**
 * One document for the HTTP API. `ownUpload` is for the answer to a confirm: the uploader is told what became of the
 * file, whether or not they may read others of its kind.
 * @throws {AppError} `not_found`, `forbidden`.
 */
export async function getDocumentRecord(
  actor: Actor,
  documentId: string,
  options: { ownUpload?: boolean } = {},
): Promise<DocumentRecord> {
  if (!options.ownUpload) return toRecord(actor, await findReadable(actor, documentId));
  // Who replaced another's file is told of it too.
  const own = or(
    eq(documents.uploadedBy, actor.userId),
    exists(
      database()
        .select({ one: sql`1` })
        .from(uploads)
        .where(and(eq(uploads.documentId, documents.id), eq(uploads.userId, actor.userId))),
    ),
  );
  const [row] = await rowsOfSchool(actor, eq(documents.id, documentId), own);
  if (row === undefined) throw new AppError("not_found");
  return toRecord(actor, row);
}
