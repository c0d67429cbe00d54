import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { reachableIn } from "#lib/mail/recipient.data.ts";
import { MOST_FOUND } from "#lib/messages/constants.ts";
import type { Recipient } from "#lib/messages/types.ts";
import { foldName } from "#lib/storage/filename.ts";

/** Members that are gone through for a name. */
const MOST_MEMBERS = 5000;

/**
 * Members whose name or address has `q` in it, case and accents ignored, by name; without the actor.
 * @throws {AppError} `forbidden` for whoever may not write.
 */
export async function findRecipients(actor: Actor, q: string): Promise<Recipient[]> {
  await authorize(actor, "messages:write");
  const rows = await database()
    .select({ id: users.id, name: users.name, email: users.email, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(reachableIn(actor.schoolId))
    .orderBy(asc(users.name), asc(users.id))
    .limit(MOST_MEMBERS);
  const folded = foldName(q.trim());
  return rows
    .filter(({ id, name, email }) => id !== actor.userId && foldName(`${name}\n${email}`).includes(folded))
    .slice(0, MOST_FOUND)
    .map(({ id, name, role }) => ({ id, name, role }));
}

/** The names of those that are or were members of a school. */
export async function namesOf(schoolId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database()
    .select({ id: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.schoolId, schoolId), inArray(users.id, [...ids])));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Those of the ids that are of members of the school. */
export async function membersAmong(
  tx: Transaction | Database,
  schoolId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.schoolId, schoolId), inArray(memberships.userId, [...ids])));
  return new Set(rows.map(({ id }) => id));
}
