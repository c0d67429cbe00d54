import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { students } from "#db/schema/students.ts";
import { users } from "#db/schema/users.ts";
import type { TrailRow } from "#lib/audit/trail.data.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const idsOf = (values: readonly unknown[]) => [
  ...new Set(values.filter((value): value is string => typeof value === "string" && UUID.test(value))),
];

async function peopleOf(schoolId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return database()
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .innerJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.schoolId, schoolId)))
    .where(inArray(users.id, [...ids]));
}

async function studentsOf(schoolId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return database()
    .select({ id: students.id, givenName: students.givenName, familyName: students.familyName })
    .from(students)
    .where(and(eq(students.schoolId, schoolId), inArray(students.id, [...ids])));
}

async function filesOf(actor: Actor, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await database()
    .select({
      id: documents.id,
      name: documents.filename,
      kind: documents.kind,
      uploadedBy: documents.uploadedBy,
    })
    .from(documents)
    .where(and(eq(documents.schoolId, actor.schoolId), inArray(documents.id, [...ids])));
  return rows.map(({ id, name, kind, uploadedBy }) => {
    // A message's file is its sender's and its readers' business (decisions, "A message is its author's").
    const isHidden = kind === "attachment" && uploadedBy !== actor.userId;
    return { id, isHidden, name: isHidden ? null : name };
  });
}

/** The names of the people, files and students that events are about, as far as they are there. */
export async function findNames(actor: Actor, rows: readonly TrailRow[]) {
  await authorize(actor, "audit:read");
  const { schoolId } = actor;
  const targets = (type: string) =>
    rows.filter(({ targetType }) => targetType === type).map(({ targetId }) => targetId);
  const [people, found, files] = await Promise.all([
    peopleOf(schoolId, idsOf([...rows.map(({ userId }) => userId), ...targets("user")])),
    studentsOf(schoolId, idsOf([...rows.map(({ details }) => details?.["student"]), ...targets("student")])),
    filesOf(actor, idsOf(targets("document"))),
  ]);
  return {
    people: new Map(people.map((person) => [person.id, person])),
    students: new Map(found.map(({ id, givenName, familyName }) => [id, `${givenName} ${familyName}`])),
    documents: new Map(files.map((file) => [file.id, file])),
  };
}

/** Everybody of the school whom the trail can be narrowed to, by name: people and service accounts. */
export async function listTrailPeople(actor: Actor): Promise<{ id: string; name: string }[]> {
  await authorize(actor, "audit:read");
  return database()
    .select({ id: users.id, name: users.name })
    .from(users)
    .innerJoin(memberships, and(eq(memberships.userId, users.id), eq(memberships.schoolId, actor.schoolId)))
    .orderBy(asc(users.name), asc(users.id));
}

/** What a filter of the trail is called: a file or a student of the school; null where it is gone or another's. */
export async function nameOfFilter(
  actor: Actor,
  { documentId, studentId }: { documentId?: string; studentId?: string },
): Promise<{ document: string | null; student: string | null }> {
  await authorize(actor, "audit:read");
  const [files, found] = await Promise.all([
    filesOf(actor, idsOf([documentId])),
    studentsOf(actor.schoolId, idsOf([studentId])),
  ]);
  const [student] = found;
  return {
    document: files[0]?.name ?? null,
    student: student ? `${student.givenName} ${student.familyName}` : null,
  };
}
