import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import { readRoom } from "#lib/quota/data.ts";
import { settled, type Warning, warningAt } from "#lib/quota/room.ts";

/** The administrators of a school who can be written to. */
export const reachable = (schoolId: string) =>
  and(
    eq(memberships.schoolId, schoolId),
    eq(memberships.role, "administrator"),
    eq(users.kind, "person"),
    isNull(users.suspendedAt),
  );

/** Who is to be warned, and of what; null where there is nothing to warn of any more, or nobody. */
export async function findRecipient(schoolId: string, userId: string, warning: Warning) {
  const room = await readRoom(database(), schoolId);
  if (room === null || (warningAt(room.quota, settled(room)) ?? 0) < warning) return null;
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
    .where(and(reachable(schoolId), eq(users.id, userId)));
  if (person === undefined || person.email === null) return null;
  const { name, email, school } = person;
  return {
    name,
    email,
    school,
    locale: person.locale ?? person.schoolLocale,
    quota: room.quota,
    used: settled(room),
    trash: room.trash,
  };
}
