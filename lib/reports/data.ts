import "server-only";
import { and, asc, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { documents } from "#db/schema/documents.ts";
import { students } from "#db/schema/students.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import {
  countDocuments,
  type DocumentQuery,
  pageOfRows,
  rowsOfSchool,
  visible,
} from "#lib/documents/data.ts";
import { type DocumentRow, toItem } from "#lib/documents/item.ts";
import { AppError } from "#lib/errors.ts";
import { MAX_LISTED } from "#lib/reports/constants.ts";
import type { ReportQuery } from "#lib/reports/report-query.ts";
import type { ReportCount, ReportItem, ReportPage } from "#lib/reports/types.ts";
import { foldName } from "#lib/storage/filename.ts";
import { thumbnailUrls } from "#lib/storage/thumbnail-urls.ts";
import { searchWords } from "#lib/students/name.ts";
import type { LinkedStudent } from "#lib/students/types.ts";

const escaped = (word: string) => word.replace(/[\\%_]/g, "\\$&");

/** Reports about a student of their own school of whom `what` is true. */
function aboutStudent(actor: Actor, what: SQL | undefined): SQL {
  const where = and(eq(students.schoolId, actor.schoolId), what);
  return sql`exists (select from ${documentStudents}
    join ${students} on ${students.id} = ${documentStudents.studentId}
      and ${students.schoolId} = ${documentStudents.schoolId}
    where ${documentStudents.documentId} = ${documents.id}
      and ${documentStudents.schoolId} = ${actor.schoolId} and ${where})`;
}

function searched(actor: Actor, q: string): SQL | undefined {
  const folded = foldName(q);
  if (folded === "") return undefined;
  const named = sql`${documents.nameSort} like ${`%${escaped(folded)}%`}`;
  // Who may not know of students does not learn of them by searching either.
  if (!actor.can("students:read")) return named;
  const words = searchWords(q).map((word) => sql`${students.searchText} like ${`%${escaped(word)}%`}`);
  return words.length === 0 ? named : or(named, aboutStudent(actor, and(...words)));
}

/**
 * What the data layer is asked for.
 * @throws {AppError} `forbidden`, `invalid_request`.
 */
async function wanted(actor: Actor, query: ReportQuery): Promise<DocumentQuery> {
  const { q, type, year, term, group, student } = query;
  if (q.includes("\0")) throw new AppError("invalid_request", { field: "q" });
  if (group !== null) await authorize(actor, "students:read");
  return {
    view: "live",
    kind: "report",
    reportType: type ?? undefined,
    year: year ?? undefined,
    term: term ?? undefined,
    student: student ?? undefined,
    also: and(
      searched(actor, q),
      group === null ? undefined : aboutStudent(actor, eq(students.group, group)),
    ),
  };
}

/** Whom each of these documents is about, by name; nobody for readers who may not know of students. */
async function studentsByReport(
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LinkedStudent[]>> {
  const found = new Map<string, LinkedStudent[]>();
  if (ids.length === 0 || !actor.can("students:read")) return found;
  const { id, givenName, familyName, nameSort, schoolId } = students;
  const rows = await database()
    .select({ documentId: documentStudents.documentId, student: { id, givenName, familyName } })
    .from(documentStudents)
    .innerJoin(students, and(eq(schoolId, documentStudents.schoolId), eq(id, documentStudents.studentId)))
    .where(and(eq(documentStudents.schoolId, actor.schoolId), inArray(documentStudents.documentId, [...ids])))
    .orderBy(asc(nameSort), asc(id));
  for (const { documentId, student } of rows) {
    found.set(documentId, [...(found.get(documentId) ?? []), student]);
  }
  return found;
}

async function toReports(
  actor: Actor,
  rows: readonly DocumentRow[],
  urls: readonly (string | null)[] = [],
): Promise<ReportItem[]> {
  const about = await studentsByReport(
    actor,
    rows.map(({ id }) => id),
  );
  return rows.map((row, at) => ({
    ...toItem(actor, row, urls[at]),
    reportType: row.reportType,
    year: row.year,
    term: row.term,
    students: about.get(row.id) ?? [],
  }));
}

/**
 * One page of the school's reports, the newest first, with whom each is about.
 * @throws {AppError} `forbidden`, `invalid_cursor`, `invalid_request`.
 */
export async function listReports(
  actor: Actor,
  query: ReportQuery,
  cursor: string | null = null,
): Promise<ReportPage> {
  const { rows, nextCursor } = await pageOfRows(actor, { ...(await wanted(actor, query)), cursor });
  const urls = await thumbnailUrls(
    actor,
    rows.map((row) => row.thumbnailKey),
  );
  return { items: await toReports(actor, rows, urls), nextCursor };
}

/** How many fit, counted up to 1,000. */
export async function countReports(actor: Actor, query: ReportQuery): Promise<ReportCount> {
  return countDocuments(actor, await wanted(actor, query));
}

/** The latest first: by year, then by the part of it, what is about the whole year before its parts. */
const LATEST = [
  sql`${documents.year} desc nulls last`,
  sql`${documents.term} desc nulls first`,
  desc(documents.uploadedAt),
  desc(documents.id),
];

/**
 * The reports of one student, the latest year first, at most `MAX_LISTED` of them.
 * @throws {AppError} `forbidden`.
 */
export async function studentReports(actor: Actor, studentId: string): Promise<ReportItem[]> {
  const where = await visible(actor, { view: "live", kind: "report", student: studentId });
  const found = await database()
    .select({ id: documents.id })
    .from(documents)
    .where(where)
    .orderBy(...LATEST)
    .limit(MAX_LISTED);
  if (found.length === 0) return [];
  const order = found.map(({ id }) => id);
  const rows = await rowsOfSchool(actor, inArray(documents.id, order));
  return toReports(
    actor,
    rows.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)),
  );
}
