import "server-only";
import { and, asc, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { documents } from "#db/schema/documents.ts";
import { students } from "#db/schema/students.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { missing } from "#lib/checklist/standing.data.ts";
import type { Missing } from "#lib/checklist/types.ts";
import { MAX_PAGE_SIZE, PAGE_SIZE } from "#lib/documents/constants.ts";
import { dayAt } from "#lib/documents/days.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import { AppError } from "#lib/errors.ts";
import { MAX_GROUPS, type StudentStatus } from "#lib/students/constants.ts";
import { decodeStudentCursor, encodeStudentCursor, SORTED_NAME } from "#lib/students/cursor.ts";
import { searchWords } from "#lib/students/name.ts";
import type { LinkedStudent, StudentCount, StudentItem, StudentPage } from "#lib/students/types.ts";

export type StudentRow = typeof students.$inferSelect;

export type StudentsAsked = {
  q?: string | undefined;
  group?: string | null | undefined;
  /** All where nothing is said. */
  status?: StudentStatus | undefined;
  /** To whom something of the checklist is missing that the actor could see: anything, or this item. */
  missing?: Missing | null | undefined;
  cursor?: string | null | undefined;
  /** Rows; 1 to 100, 50 when not given. */
  limit?: number | undefined;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The day it is at the actor's school. */
export const todayOf = (actor: Actor): string => dayAt(new Date(), actor.timeZone);

/** A row as pages see it. */
export function toStudent(row: StudentRow, today: string): StudentItem {
  const { id, givenName, familyName, externalId, dateOfBirth, group, enrolledOn, leftOn } = row;
  return {
    id,
    givenName,
    familyName,
    externalId,
    dateOfBirth,
    group,
    enrolledOn,
    leftOn,
    left: leftOn !== null && leftOn < today,
    updatedAt: row.updatedAt.toISOString(),
  };
}

function ofStatus(status: StudentStatus, today: string): SQL | undefined {
  if (status === "left") return and(isNotNull(students.leftOn), lt(students.leftOn, today));
  return status === "all" ? undefined : or(isNull(students.leftOn), sql`${students.leftOn} >= ${today}`);
}

/**
 * The students of the actor's school that fit.
 * @throws {AppError} `forbidden`, `invalid_request`.
 */
async function fitting(actor: Actor, asked: StudentsAsked): Promise<SQL | undefined> {
  await authorize(actor, "students:read");
  const { q = "", group = null, status = "all" } = asked;
  if (q.includes("\0")) throw new AppError("invalid_request", { field: "q" });
  if (group?.includes("\0")) throw new AppError("invalid_request", { field: "group" });
  const words = searchWords(q).map((word) => word.replace(/[\\%_]/g, "\\$&"));
  return and(
    eq(students.schoolId, actor.schoolId),
    group === null ? undefined : eq(students.group, group),
    ofStatus(status, todayOf(actor)),
    asked.missing ? await missing(actor, asked.missing) : undefined,
    ...words.map((word) => sql`${students.searchText} like ${`%${word}%`}`),
  );
}

/** What the list is ordered by, exactly as its index has it. */
const ORDER = sql`(left(${students.nameSort}, 200) collate name_order)`;

function behind(cursor: string): SQL {
  const { name, id } = decodeStudentCursor(cursor);
  return sql`(${ORDER}, ${students.id}) > (${name}::text, ${id}::uuid)`;
}

/**
 * One page of the school's students by family name.
 * @throws {AppError} `forbidden`, `invalid_cursor`, `invalid_request`.
 */
export async function listStudents(actor: Actor, asked: StudentsAsked): Promise<StudentPage> {
  const limit = Math.min(Math.max(asked.limit ?? PAGE_SIZE, 1), MAX_PAGE_SIZE);
  const where = await fitting(actor, asked);
  const rows = await database()
    .select()
    .from(students)
    .where(and(where, asked.cursor ? behind(asked.cursor) : undefined))
    .orderBy(asc(ORDER), asc(students.id))
    .limit(limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const name = Array.from(last?.nameSort ?? "")
    .slice(0, SORTED_NAME)
    .join("");
  return {
    items: rows.slice(0, limit).map((row) => toStudent(row, todayOf(actor))),
    nextCursor: last === undefined ? null : encodeStudentCursor({ name, id: last.id }),
  };
}

/** How many fit, counted up to 1,000. */
export async function countStudents(actor: Actor, asked: StudentsAsked): Promise<StudentCount> {
  const some = database()
    .select({ id: students.id })
    .from(students)
    .where(await fitting(actor, asked))
    .limit(1001)
    .as("some");
  const [row] = await database().select({ count: sql<number>`count(*)::int` }).from(some);
  const count = row?.count ?? 0;
  return { count: Math.min(count, 1000), more: count > 1000 };
}

/**
 * The classes and year groups of the school, in order.
 * @throws {AppError} `forbidden`.
 */
export async function listGroups(actor: Actor): Promise<string[]> {
  await authorize(actor, "students:read");
  const rows = await database()
    .selectDistinct({ group: students.group })
    .from(students)
    .where(and(eq(students.schoolId, actor.schoolId), isNotNull(students.group)))
    .limit(MAX_GROUPS);
  const { compare } = new Intl.Collator(actor.locale, { numeric: true });
  return rows.flatMap(({ group }) => group ?? []).sort(compare);
}

/**
 * A student whom the actor has just added, for the answer to that; null where there is none.
 * @throws {AppError} `forbidden`.
 */
export async function findAdded(actor: Actor, studentId: string): Promise<StudentItem | null> {
  await authorize(actor, "students:write");
  const [row] = await database()
    .select()
    .from(students)
    .where(and(eq(students.schoolId, actor.schoolId), eq(students.id, studentId)));
  return row === undefined ? null : toStudent(row, todayOf(actor));
}

/**
 * One student.
 * @throws {AppError} `forbidden`, `student_not_found` for an absent one and one of another school.
 */
export async function getStudent(actor: Actor, studentId: string): Promise<StudentItem> {
  const known = UUID.test(studentId);
  await authorize(actor, "students:read", known ? { type: "student", id: studentId } : undefined);
  const [row] = known
    ? await database()
        .select()
        .from(students)
        .where(and(eq(students.schoolId, actor.schoolId), eq(students.id, studentId)))
    : [];
  if (row === undefined) throw new AppError("student_not_found");
  return toStudent(row, todayOf(actor));
}

/**
 * Lets pass whoever names students of their own school that are there; naming none is no question.
 * @throws {AppError} `forbidden`, `student_not_found`.
 */
export async function requireStudents(actor: Actor, ids: readonly string[] = []): Promise<void> {
  const named = [...new Set(ids)];
  if (named.length === 0) return;
  await authorize(actor, "students:read");
  const own = and(eq(students.schoolId, actor.schoolId), inArray(students.id, named));
  if ((await database().$count(students, own)) < named.length) throw new AppError("student_not_found");
}

/**
 * Whom a document is about, by name. The document itself is for the caller to have authorized.
 * @throws {AppError} `forbidden`.
 */
export async function studentsOf(actor: Actor, documentId: string): Promise<LinkedStudent[]> {
  await authorize(actor, "students:read");
  return database()
    .select({ id: students.id, givenName: students.givenName, familyName: students.familyName })
    .from(documentStudents)
    .innerJoin(
      students,
      and(eq(students.schoolId, documentStudents.schoolId), eq(students.id, documentStudents.studentId)),
    )
    .where(and(eq(documentStudents.schoolId, actor.schoolId), eq(documentStudents.documentId, documentId)))
    .orderBy(asc(ORDER), asc(students.id));
}

/** Files that are counted of a student at most. */
const COUNTED_FILES = 1000;

/**
 * How many files are linked to a student, those in the trash left out; counted up to 1,000.
 * @throws {AppError} `forbidden`.
 */
export async function countLinkedFiles(actor: Actor, studentId: string): Promise<number> {
  await authorize(actor, "students:read", { type: "student", id: studentId });
  const some = database()
    .select({ id: documentStudents.documentId })
    .from(documentStudents)
    .innerJoin(documents, eq(documents.id, documentStudents.documentId))
    .where(
      and(
        eq(documentStudents.schoolId, actor.schoolId),
        eq(documentStudents.studentId, studentId),
        isNull(documents.deletedAt),
        ofClearance(actor),
      ),
    )
    .limit(COUNTED_FILES)
    .as("some");
  const [row] = await database().select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}
