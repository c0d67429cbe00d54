import "server-only";
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { importLinks } from "#db/schema/import-links.ts";
import { memberships } from "#db/schema/memberships.ts";
import { students } from "#db/schema/students.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { isGrantable } from "#lib/auth/permissions.ts";
import { AppError } from "#lib/errors.ts";
import type { ExportedPerson, ExportedStudent } from "#lib/moving/export-format.ts";
import { linkKey } from "#lib/moving/source-key.ts";
import { todayOf } from "#lib/students/data.ts";
import { readStudent } from "#lib/students/fields.ts";
import { columnsOf } from "#lib/students/mutations.ts";
import { nameSortOf } from "#lib/students/name.ts";
import type { StudentValues } from "#lib/students/types.ts";

/** What of an export has become what here, of those that are still known. */
export async function linkedTo(
  tx: Transaction | ReturnType<typeof database>,
  schoolId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await tx
    .select({ key: importLinks.sourceKey, id: importLinks.localId })
    .from(importLinks)
    .where(and(eq(importLinks.schoolId, schoolId), inArray(importLinks.sourceKey, [...keys])));
  return new Map(rows.map(({ key, id }) => [key, id]));
}

export async function noteLink(tx: Transaction, schoolId: string, sourceKey: string, localId: string) {
  await tx.insert(importLinks).values({ schoolId, sourceKey, localId }).onConflictDoNothing();
}

type Found = { id: string; isNew: boolean; isNewcomer: boolean };

async function personOf(
  tx: Transaction,
  actor: Actor,
  { source, email, person }: { source: string; email: string; person: ExportedPerson },
): Promise<Found> {
  const { name, locale } = person;
  const key = linkKey(source, "newcomer", person.id);
  const [known] = await tx
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.email}) = ${email.toLowerCase()}`);
  if (known !== undefined) {
    const isNewcomer = (await linkedTo(tx, actor.schoolId, [key])).has(key);
    return { id: known.id, isNew: false, isNewcomer };
  }
  const id = v7();
  await noteLink(tx, actor.schoolId, key, id);
  // Without a password nobody signs in: an administrator invites them.
  await tx.insert(users).values({ id, name, email, locale });
  return { id, isNew: true, isNewcomer: true };
}

async function serviceOf(tx: Transaction, schoolId: string, key: string, name: string): Promise<Found> {
  const known = (await linkedTo(tx, schoolId, [key])).get(key);
  if (known !== undefined) return { id: known, isNew: false, isNewcomer: false };
  const id = v7();
  await tx.insert(users).values({ id, kind: "service", name });
  await noteLink(tx, schoolId, key, id);
  return { id, isNew: true, isNewcomer: false };
}

/**
 * Makes a person of an export a member: somebody who has an account here, by their e-mail, keeps it as it is, and so does
 * a member their role; a new one has no way to sign in yet. Service accounts come without their tokens.
 * @returns their id here, whether the account is new, and whether this import has made it, now or before it was stopped.
 * @throws {AppError} `forbidden`.
 */
export async function restorePerson(actor: Actor, source: string, person: ExportedPerson): Promise<Found> {
  await authorize(actor, "members:manage");
  const { schoolId } = actor;
  return database().transaction(async (tx) => {
    const key = linkKey(source, "service", person.id);
    const found =
      person.kind === "person" && person.email !== null
        ? await personOf(tx, actor, { source, email: person.email, person })
        : await serviceOf(tx, schoolId, key, person.name);
    await tx
      .insert(memberships)
      .values({
        schoolId,
        userId: found.id,
        role: person.role,
        restrictedRead: person.restricted_read && isGrantable(person.role),
        // Whoever was kept out there is kept out here, although they may have an account of their own.
        ...(person.suspended && { suspendedAt: sql`now()` }),
        ...(person.left && { leftAt: sql`now()` }),
      })
      .onConflictDoNothing();
    return found;
  });
}

/** A student of the school who is meant: by external id, else a namesake born on the same day whom no other one is. */
async function studentOf(tx: Transaction, schoolId: string, values: StudentValues): Promise<string | null> {
  const own = eq(students.schoolId, schoolId);
  if (values.externalId !== null) {
    const [row] = await tx
      .select({ id: students.id })
      .from(students)
      .where(and(own, eq(students.externalId, values.externalId)));
    return row?.id ?? null;
  }
  if (values.dateOfBirth === null) return null;
  const [row] = await tx
    .select({ id: students.id })
    .from(students)
    .where(
      and(
        own,
        eq(students.nameSort, nameSortOf(values)),
        eq(students.dateOfBirth, values.dateOfBirth),
        isNotNull(students.dateOfBirth),
        sql`not exists (select from ${importLinks} l where l.school_id = ${schoolId} and l.local_id = ${students.id})`,
      ),
    )
    .limit(1);
  return row?.id ?? null;
}

/**
 * Makes sure that a student of an export is there; one who is there already stays as they are.
 * @returns whether they are new.
 * @throws {AppError} `forbidden`, `invalid_request` for one of whom something cannot be.
 */
export async function restoreStudent(
  actor: Actor,
  source: string,
  student: ExportedStudent,
): Promise<boolean> {
  await authorize(actor, "students:write");
  const { schoolId } = actor;
  const read = readStudent(
    {
      familyName: student.family_name,
      givenName: student.given_name,
      externalId: student.external_id,
      dateOfBirth: student.date_of_birth,
      group: student.group,
      enrolledOn: student.enrolled_on,
      leftOn: student.left_on,
    },
    todayOf(actor),
  );
  if (read.values === null)
    throw new AppError("invalid_request", { field: Object.keys(read.problems)[0] ?? "student" });
  const { values } = read;
  return database().transaction(async (tx) => {
    const key = linkKey(source, "student", student.id);
    if ((await linkedTo(tx, schoolId, [key])).has(key)) return false;
    const known = await studentOf(tx, schoolId, values);
    const id = known ?? v7();
    await noteLink(tx, schoolId, key, id);
    if (known !== null) return false;
    await tx.insert(students).values({ id, schoolId, ...columnsOf(values) });
    await record(tx, actor, {
      action: "student.created",
      targetType: "student",
      targetId: id,
      details: { name: `${values.givenName} ${values.familyName}`, imported: true },
    });
    return true;
  });
}

/** The students here of these of an export. */
export async function studentsHere(actor: Actor, source: string, ids: readonly string[]): Promise<string[]> {
  await authorize(actor, "students:read");
  const keys = ids.map((id) => linkKey(source, "student", id));
  const found = await linkedTo(database(), actor.schoolId, keys);
  return keys.flatMap((key) => found.get(key) ?? []);
}
