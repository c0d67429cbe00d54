import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { passwordResets } from "#db/schema/password-resets.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import { holds } from "#lib/auth/holds.data.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import type { OpenReset } from "#lib/password-reset/types.ts";

/** The schools that a person can come into, in the order that they joined them. */
export function schoolsOf(db: Database | Transaction, userId: string) {
  return db
    .select({ id: schools.id, locale: schools.locale })
    .from(memberships)
    .innerJoin(schools, eq(schools.id, memberships.schoolId))
    .where(and(eq(memberships.userId, userId), holds()))
    .orderBy(memberships.createdAt, schools.id);
}

/** Who has an e-mail and may sign in somewhere, or null. */
export async function findForgetful(email: string) {
  const [person] = await database()
    .select({ id: users.id, name: users.name, email: users.email, locale: users.locale })
    .from(users)
    .where(
      and(
        sql`lower(${users.email}) = ${email.toLowerCase()}`,
        eq(users.kind, "person"),
        isNull(users.suspendedAt),
      ),
    );
  if (person === undefined || person.email === null) return null;
  const theirs = await schoolsOf(database(), person.id);
  if (theirs[0] === undefined) return null;
  return {
    ...person,
    email: person.email,
    locale: person.locale ?? theirs[0].locale,
    schoolIds: theirs.map(({ id }) => id),
  };
}

/** Whose link this is; null for one that is not good, or not any more. */
export async function findReset(secret: string): Promise<(OpenReset & { userId: string }) | null> {
  const [row] = await database()
    .select({ userId: users.id, name: users.name, email: sql<string>`${users.email}` })
    .from(passwordResets)
    .innerJoin(users, eq(users.id, passwordResets.userId))
    .where(
      and(
        eq(passwordResets.hash, secretHash(secret)),
        sql`${passwordResets.expiresAt} > now()`,
        eq(users.kind, "person"),
        isNull(users.suspendedAt),
      ),
    );
  return row ?? null;
}
