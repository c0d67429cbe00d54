import "server-only";
import { and, asc, eq, or, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { checklistItems } from "#db/schema/checklist-items.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { documents } from "#db/schema/documents.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import { schools } from "#db/schema/schools.ts";
import { students } from "#db/schema/students.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { ITEM_COLUMNS, ITS_CLASS, knownItems, listItems } from "#lib/checklist/data.ts";
import { schoolYearStart } from "#lib/checklist/school-year.ts";
import type { Missing, Proof, Standing } from "#lib/checklist/types.ts";
import { visible } from "#lib/documents/data.ts";
import { dayAt, rangeStart } from "#lib/documents/days.ts";
import { readableKinds } from "#lib/documents/rights.ts";

/** Whether the actor may see any file at all: of the others nobody can say what is missing. */
export const seesChecklist = (actor: Actor): boolean =>
  actor.can("students:read") && readableKinds(actor).length > 0;

/** The first moment of the school year that it is now at the actor's school. */
async function yearBegan(actor: Actor): Promise<Date> {
  const [school] = await database()
    .select({ month: schools.academicYearStart })
    .from(schools)
    .where(eq(schools.id, actor.schoolId));
  const today = dayAt(new Date(), actor.timeZone);
  return rangeStart(schoolYearStart(today, school?.month ?? 9), actor.timeZone);
}

/** When what a document holds now was brought. */
const BROUGHT = sql`coalesce(${documents.versionAt}, ${documents.uploadedAt})`;

/** What counts for the actor's school now: which classes are asked for, by all items or by one, and since when. */
async function counting(actor: Actor, what: Missing = "any") {
  const [seen, began, items] = await Promise.all([
    visible(actor, { view: "live" }),
    yearBegan(actor),
    listItems(actor),
  ]);
  const asked = items.filter(({ id }) => what === "any" || id === what);
  const classes = [...new Set(asked.map(({ recordClassId }) => recordClassId))];
  return {
    classes,
    /** The documents that count: in view of the actor, with bytes that are there. Lost bytes prove nothing. */
    seen: and(seen, eq(documents.status, "ready")),
    /** Whether what was brought then counts for the item: for one of every school year, only since this one began. */
    fresh: (brought: SQL) =>
      sql`(not ${checklistItems.everyYear} or ${brought} >= ${began.toISOString()}::timestamptz)`,
  };
}

type Counting = Awaited<ReturnType<typeof counting>>;

/** Whom an item is asked of. */
const ASKED_OF = and(
  eq(checklistItems.schoolId, students.schoolId),
  or(sql`${checklistItems.groups} = '{}'`, sql`${students.group} = any(${checklistItems.groups})`),
);

const LINKED = and(
  eq(documentStudents.schoolId, documents.schoolId),
  eq(documentStudents.documentId, documents.id),
);

/**
 * Pairs of a student and an item to whom it is missing. What students have is found in one go and compared then: asked
 * for each pair, the same files would be looked through once for each item.
 * @param whom the links that are looked through.
 */
function lacking(actor: Actor, { classes, seen, fresh }: Counting, whom: SQL | undefined): SQL {
  return sql`from ${students} join ${checklistItems} on ${ASKED_OF}
    left join (
      select ${documentStudents.studentId} as student_id, ${documents.recordClassId} as class_id, max(${BROUGHT}) as brought
      from ${documentStudents} join ${documents} on ${LINKED}
      where ${documentStudents.schoolId} = ${actor.schoolId} and ${whom} and ${seen}
        and ${documents.recordClassId} = any(${sql.param(classes)}::uuid[])
      group by 1, 2
    ) had on had.student_id = ${students.id} and had.class_id = ${checklistItems.recordClassId}
      and ${fresh(sql`had.brought`)}
    where had.student_id is null and ${students.schoolId} = ${actor.schoolId}
      and ${knownItems(actor) ?? sql`true`}`;
}

/**
 * Holds rows of students to those to whom this is missing: a set that stands alone, which the database finds at once.
 * @throws {AppError} `forbidden` for whoever may see no file at all.
 */
export async function missing(actor: Actor, what: Missing): Promise<SQL> {
  const found = lacking(actor, await counting(actor, what), sql`true`);
  const item = what === "any" ? sql`` : sql`and ${checklistItems.id} = ${what}`;
  return sql`${students.id} in (select ${students.id} ${found} ${item})`;
}

/**
 * What is missing to each of these students, as ids of items in their order; nothing for those to whom nothing is.
 * @throws {AppError} `forbidden`.
 */
export async function missingTo(
  actor: Actor,
  studentIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  await authorize(actor, "students:read");
  if (studentIds.length === 0) return new Map();
  const ids = sql`${sql.param([...studentIds])}::uuid[]`;
  const found = lacking(actor, await counting(actor), sql`${documentStudents.studentId} = any(${ids})`);
  const rows = await database().execute<{ student: string; item: string }>(sql`
    select ${students.id} as student, ${checklistItems.id} as item ${found} and ${students.id} = any(${ids})
    order by ${checklistItems.position}, ${checklistItems.id}`);
  const lists = new Map<string, string[]>();
  for (const { student, item } of rows) lists.set(student, [...(lists.get(student) ?? []), item]);
  return lists;
}

/**
 * The checklist of one student: what is asked of them, in order, and the newest document for each that the actor may
 * see. Empty for an absent student.
 * @throws {AppError} `forbidden`.
 */
export async function standingOf(actor: Actor, studentId: string): Promise<Standing[]> {
  await authorize(actor, "students:read", { type: "student", id: studentId });
  const { seen, fresh } = await counting(actor);
  const proof = database()
    .select({
      document: documents.id,
      filename: documents.filename,
      title: documents.title,
      uploadedAt: documents.uploadedAt,
    })
    .from(documentStudents)
    .innerJoin(documents, LINKED)
    .where(
      and(
        eq(documentStudents.schoolId, students.schoolId),
        eq(documentStudents.studentId, students.id),
        seen,
        eq(documents.recordClassId, checklistItems.recordClassId),
        fresh(BROUGHT),
      ),
    )
    .orderBy(sql`${BROUGHT} desc`, sql`${documents.id} desc`)
    .limit(1)
    .as("proof");
  const rows = await database()
    .select({
      ...ITEM_COLUMNS,
      document: proof.document,
      filename: proof.filename,
      title: proof.title,
      uploadedAt: proof.uploadedAt,
    })
    .from(students)
    .innerJoin(checklistItems, ASKED_OF)
    .innerJoin(recordClasses, ITS_CLASS)
    .leftJoinLateral(proof, sql`true`)
    .where(and(eq(students.schoolId, actor.schoolId), eq(students.id, studentId), knownItems(actor)))
    .orderBy(asc(checklistItems.position), asc(checklistItems.id));
  return rows.map(({ document, filename, title, uploadedAt, groups: _groups, ...item }) => {
    const there = document !== null && filename !== null && uploadedAt !== null;
    const file: Proof | null = there
      ? { id: document, filename, title, uploadedAt: uploadedAt.toISOString() }
      : null;
    return { ...item, proof: file };
  });
}
