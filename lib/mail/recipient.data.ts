import "server-only";
import { and, eq, isNull, type SQL } from "drizzle-orm";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import { holds } from "#lib/auth/holds.data.ts";

/** The members of a school who can be written to: people, and neither suspended nor removed ones. */
export const reachableIn = (schoolId: string): SQL | undefined =>
  and(eq(memberships.schoolId, schoolId), holds(), eq(users.kind, "person"), isNull(users.suspendedAt));

/** The administrators among them. */
export const reachableAdministrators = (schoolId: string): SQL | undefined =>
  and(reachableIn(schoolId), eq(memberships.role, "administrator"));

/**
 * One person as a mail names and addresses them, in their language or else their school's.
 * @param among which memberships they are looked for in.
 * @returns null for whoever is not among them, or has no address.
 */
export async function recipientAmong(among: SQL | undefined, userId: string) {
  const [person] = await database()
    .select({
      name: users.name,
      email: users.email,
      locale: users.locale,
      school: schools.name,
      schoolLocale: schools.locale,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(schools, eq(schools.id, memberships.schoolId))
    .where(and(among, eq(users.id, userId)));
  if (person === undefined || person.email === null) return null;
  const { name, email, school } = person;
  return { name, email, school, locale: person.locale ?? person.schoolLocale };
}
