import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";

/** Whom documents are about: the ids of students by those of documents that have any. */
export async function linkedStudents(
  schoolId: string,
  documentIds: readonly string[],
  db: Transaction | Database = database(),
): Promise<ReadonlyMap<string, string[]>> {
  if (documentIds.length === 0) return new Map();
  const links = await db
    .select({ documentId: documentStudents.documentId, studentId: documentStudents.studentId })
    .from(documentStudents)
    .where(
      and(eq(documentStudents.schoolId, schoolId), inArray(documentStudents.documentId, [...documentIds])),
    )
    .orderBy(documentStudents.studentId);
  const students = new Map<string, string[]>();
  for (const { documentId, studentId } of links) {
    students.set(documentId, [...(students.get(documentId) ?? []), studentId]);
  }
  return students;
}
