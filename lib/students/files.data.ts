import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { MAX_PAGE_SIZE } from "#lib/documents/constants.ts";
import { listDocuments } from "#lib/documents/data.ts";
import type { FileClass, StudentFilePage } from "#lib/students/types.ts";

/** The record classes of these documents of a school. The caller has authorized. */
async function classesOf(schoolId: string, ids: readonly string[]): Promise<Map<string, FileClass>> {
  if (ids.length === 0) return new Map();
  const rows = await database()
    .select({
      document: documents.id,
      id: recordClasses.id,
      name: recordClasses.name,
      position: recordClasses.position,
    })
    .from(documents)
    .innerJoin(
      recordClasses,
      and(eq(recordClasses.id, documents.recordClassId), eq(recordClasses.schoolId, documents.schoolId)),
    )
    .where(and(eq(documents.schoolId, schoolId), inArray(documents.id, [...ids])));
  return new Map(rows.map(({ document, ...recordClass }) => [document, recordClass]));
}

/**
 * The files that are linked to a student, newest first, each with its record class; reports are apart.
 * @throws {AppError} `forbidden`, `invalid_cursor`.
 */
export async function listStudentFiles(
  actor: Actor,
  student: string,
  cursor: string | null = null,
): Promise<StudentFilePage> {
  const page = await listDocuments(actor, {
    view: "live",
    student,
    but: "report",
    cursor,
    limit: MAX_PAGE_SIZE,
  });
  const classes = await classesOf(
    actor.schoolId,
    page.items.map(({ id }) => id),
  );
  return {
    ...page,
    items: page.items.map((item) => ({ ...item, recordClass: classes.get(item.id) ?? null })),
  };
}
