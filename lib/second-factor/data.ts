import "server-only";
import { and, eq, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { recoveryCodes } from "#db/schema/recovery-codes.ts";
import { schools } from "#db/schema/schools.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { findPasswordHash } from "#lib/auth/data.ts";
import { holds } from "#lib/auth/holds.data.ts";
import type { SecondFactorState } from "#lib/second-factor/types.ts";

/** A person's second factor that is in use, or null. */
export async function findSecondFactor(userId: string, db: Database | Transaction = database()) {
  const rows = await db
    .select()
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
  return rows[0] ?? null;
}

/** Whether a school of theirs asks for two steps by now. */
export async function mustHaveSecondFactor(userId: string): Promise<boolean> {
  const rows = await database()
    .select({ id: schools.id })
    .from(memberships)
    .innerJoin(schools, eq(schools.id, memberships.schoolId))
    .where(and(eq(memberships.userId, userId), holds(), lte(schools.secondFactorFrom, sql`now()`)))
    .limit(1);
  return rows.length > 0;
}

/**
 * How the actor signs in.
 * @throws {AppError} `unauthenticated`, `forbidden` for a token.
 */
export async function secondFactorState(actor: Actor): Promise<SecondFactorState> {
  authorizePerson(actor);
  const [factor, passwordHash, isEnforced, unused] = await Promise.all([
    findSecondFactor(actor.userId),
    findPasswordHash(actor.userId),
    mustHaveSecondFactor(actor.userId),
    database()
      .select({ count: sql<number>`count(*)::int` })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.userId, actor.userId), isNull(recoveryCodes.usedAt))),
  ]);
  return {
    since: factor?.confirmedAt?.toISOString() ?? null,
    codesLeft: unused[0]?.count ?? 0,
    hasPassword: passwordHash !== null,
    isEnforced,
  };
}
