import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findReadable } from "#lib/documents/data.ts";
import type { Description } from "#lib/documents/types.ts";
import { AppError } from "#lib/errors.ts";
import { classesFor, readClasses } from "#lib/record-classes/data.ts";
import type { RecordClass } from "#lib/record-classes/types.ts";
import { tagsOfDocuments } from "#lib/tags/data.ts";

/** What is said of a document of which nothing is said. */
export const NOTHING_SAID: Description = { recordClass: null, year: null, notes: null, tags: [] };

/** What has been said of each of a school's documents, read in `tx` where one is given. The caller has authorized. */
export async function readDescriptions(
  schoolId: string,
  documentIds: readonly string[],
  tx: Transaction | Database = database(),
): Promise<Map<string, Description>> {
  if (documentIds.length === 0) return new Map();
  const { id, recordClassId, year, notes } = documents;
  const [rows, classes, tags] = await Promise.all([
    tx
      .select({ id, recordClassId, year, notes })
      .from(documents)
      .where(and(eq(documents.schoolId, schoolId), inArray(id, [...documentIds]))),
    readClasses({ schoolId }, tx),
    tagsOfDocuments(schoolId, documentIds, tx),
  ]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        recordClass: classes.find((one) => one.id === row.recordClassId) ?? null,
        year: row.year,
        notes: row.notes,
        tags: tags.get(row.id) ?? [],
      },
    ]),
  );
}

/**
 * What has been said of one document, and the classes that it can be given.
 * @throws {AppError} `not_found`, `forbidden`.
 */
export async function describedDocument(
  actor: Actor,
  documentId: string,
): Promise<{ description: Description; classes: RecordClass[] }> {
  const row = await findReadable(actor, documentId, { trashToo: true });
  const [found, classes] = await Promise.all([readDescriptions(actor.schoolId, [row.id]), classesFor(actor)]);
  const description = found.get(row.id);
  if (description === undefined) throw new AppError("not_found");
  return { description, classes: classes.filter(({ archived }) => !archived) };
}
