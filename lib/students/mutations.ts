import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { students } from "#db/schema/students.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { type StudentRow, todayOf, toStudent } from "#lib/students/data.ts";
import { STUDENT_FIELDS } from "#lib/students/fields.ts";
import { nameSortOf, searchTextOf } from "#lib/students/name.ts";
import type { StudentItem, StudentValues } from "#lib/students/types.ts";

/** What a row holds of a student's values. */
export function columnsOf(values: StudentValues) {
  return { ...values, nameSort: nameSortOf(values), searchText: searchTextOf(values) };
}

/** The fields in which two differ, for the audit: what has changed, and not what it was. */
export function changedFields(before: StudentValues, after: StudentValues): string[] {
  return STUDENT_FIELDS.filter((field) => before[field] !== after[field]);
}

const UNIQUE_VIOLATION = "23505";

/** Runs `work` in a transaction; an external id that somebody else has is told as what it is. */
export async function writeStudents<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await database().transaction(work);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : null;
    if (code !== UNIQUE_VIOLATION) throw error;
    throw new AppError("external_id_taken");
  }
}

/**
 * Adds a student.
 * @param id of the new row; a new one where none is given.
 * @throws {AppError} `forbidden`, `external_id_taken`.
 */
export async function createStudent(
  actor: Actor,
  values: StudentValues,
  id: string = v7(),
): Promise<StudentItem> {
  await authorize(actor, "students:write");
  return writeStudents(async (tx) => {
    const [row] = await tx
      .insert(students)
      .values({ id, schoolId: actor.schoolId, ...columnsOf(values) })
      .returning();
    if (row === undefined) throw new Error("A student was not inserted.");
    await record(tx, actor, {
      action: "student.created",
      targetType: "student",
      targetId: row.id,
      details: { name: `${row.givenName} ${row.familyName}` },
    });
    return toStudent(row, todayOf(actor));
  });
}

async function lock(tx: Transaction, actor: Actor, id: string): Promise<StudentRow> {
  const [row] = await tx
    .select()
    .from(students)
    .where(and(eq(students.schoolId, actor.schoolId), eq(students.id, id)))
    .for("update");
  if (row === undefined) throw new AppError("student_not_found");
  return row;
}

/**
 * Changes what is kept of a student.
 * @param seenAt when what was seen had been changed last: where it is otherwise by now, nothing is overwritten.
 * @throws {AppError} `forbidden`, `student_not_found`, `conflict`, `external_id_taken`.
 */
export async function changeStudent(
  actor: Actor,
  id: string,
  values: StudentValues,
  seenAt: string,
): Promise<StudentItem> {
  await authorize(actor, "students:write", { type: "student", id });
  return writeStudents(async (tx) => {
    const before = await lock(tx, actor, id);
    const fields = changedFields(before, values);
    if (fields.length === 0) return toStudent(before, todayOf(actor));
    if (before.updatedAt.toISOString() !== seenAt) throw new AppError("conflict");
    const [row] = await tx
      .update(students)
      .set({ ...columnsOf(values), updatedAt: sql`now()` })
      .where(and(eq(students.schoolId, actor.schoolId), eq(students.id, id)))
      .returning();
    if (row === undefined) throw new AppError("student_not_found");
    await record(tx, actor, {
      action: "student.changed",
      targetType: "student",
      targetId: id,
      details: { name: `${row.givenName} ${row.familyName}`, fields: fields.join(", ") },
    });
    return toStudent(row, todayOf(actor));
  });
}

/**
 * Deletes a student. The links to their files go with them, the files stay.
 * @throws {AppError} `forbidden`, `student_not_found`.
 */
export async function deleteStudent(actor: Actor, id: string): Promise<void> {
  await authorize(actor, "students:delete", { type: "student", id });
  await database().transaction(async (tx) => {
    const row = await lock(tx, actor, id);
    const links = and(eq(documentStudents.schoolId, actor.schoolId), eq(documentStudents.studentId, id));
    const files = await tx.$count(documentStudents, links);
    await tx.delete(students).where(and(eq(students.schoolId, actor.schoolId), eq(students.id, id)));
    await record(tx, actor, {
      action: "student.deleted",
      targetType: "student",
      targetId: id,
      details: { name: `${row.givenName} ${row.familyName}`, unlinked_files: files },
    });
  });
}
