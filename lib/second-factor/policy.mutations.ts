import "server-only";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, requireRecent } from "#lib/auth/authorize.ts";
import { holds } from "#lib/auth/holds.data.ts";
import type { SecondFactorPolicy } from "#lib/second-factor/types.ts";

/**
 * Whether the actor's school asks its members for two steps, and how many of them have set them up.
 * @throws {AppError} `forbidden`.
 */
export async function secondFactorPolicy(actor: Actor): Promise<SecondFactorPolicy> {
  await authorize(actor, "settings:manage");
  const [[school], [people]] = await Promise.all([
    database()
      .select({
        from: schools.secondFactorFrom,
        isDue: sql<boolean>`coalesce(${schools.secondFactorFrom} <= now(), false)`,
      })
      .from(schools)
      .where(eq(schools.id, actor.schoolId)),
    database()
      .select({
        members: sql<number>`count(*)::int`,
        having: sql<number>`count(${secondFactors.userId})::int`,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .leftJoin(
        secondFactors,
        and(eq(secondFactors.userId, memberships.userId), isNotNull(secondFactors.confirmedAt)),
      )
      .where(
        and(
          eq(memberships.schoolId, actor.schoolId),
          eq(users.kind, "person"),
          isNull(users.suspendedAt),
          holds(),
        ),
      ),
  ]);
  return {
    from: school?.from?.toISOString() ?? null,
    isDue: school?.isDue ?? false,
    members: people?.members ?? 0,
    having: people?.having ?? 0,
  };
}

/**
 * Asks the members of the actor's school for two steps, or leaves it to each of them. It bites on their next request
 * once the days are over.
 * @param days that they have to set them up; null to leave it to them.
 * @throws {AppError} `forbidden`, `reauthentication_required`.
 */
export async function setSecondFactorPolicy(actor: Actor, days: number | null): Promise<void> {
  await authorize(actor, "settings:manage");
  requireRecent(actor);
  const { schoolId } = actor;
  const from = days === null ? null : sql`now() + make_interval(days => ${days})`;
  await database().transaction(async (tx) => {
    await tx.update(schools).set({ secondFactorFrom: from }).where(eq(schools.id, schoolId));
    await record(tx, actor, {
      action: days === null ? "school.second_factor_optional" : "school.second_factor_required",
      targetType: "school",
      targetId: schoolId,
      ...(days !== null && { details: { days } }),
    });
  });
}
