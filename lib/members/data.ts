import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { identities } from "#db/schema/identities.ts";
import { invitations } from "#db/schema/invitations.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import { MAX_MEMBERS } from "#lib/members/constants.ts";
import type { OpenInvitation, Staff } from "#lib/members/types.ts";
import { providerSettings } from "#lib/oidc/settings.ts";

/**
 * The people of the actor's school by name, and the invitations that nobody has taken up yet.
 * @throws {AppError} `forbidden`.
 */
export async function listStaff(actor: Actor): Promise<Staff> {
  await authorize(actor, "members:manage");
  const seen = sql<Date | null>`(
    select max(${sessions.lastSeenAt}) from ${sessions}
    where ${sessions.userId} = ${memberships.userId} and ${sessions.schoolId} = ${memberships.schoolId}
  )`.mapWith(sessions.lastSeenAt);
  const [people, waiting] = await Promise.all([
    database()
      .select({
        id: users.id,
        name: users.name,
        email: users.email,
        role: memberships.role,
        restrictedRead: memberships.restrictedRead,
        suspended: sql<boolean>`${memberships.suspendedAt} is not null`,
        canSignIn: sql<boolean>`${users.passwordHash} is not null or ${providerSettings() !== null}`,
        isLinked: sql<boolean>`exists (select from ${identities} where ${identities.userId} = ${users.id})`,
        hasSecondFactor: sql<boolean>`exists (
          select from ${secondFactors}
          where ${secondFactors.userId} = ${users.id} and ${secondFactors.confirmedAt} is not null
        )`,
        lastSeenAt: seen,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(eq(memberships.schoolId, actor.schoolId), eq(users.kind, "person"), isNull(memberships.leftAt)),
      )
      .orderBy(sql`lower(${users.name})`, users.id)
      .limit(MAX_MEMBERS),
    database()
      .select({
        id: invitations.id,
        name: invitations.name,
        email: invitations.email,
        role: invitations.role,
        restrictedRead: invitations.restrictedRead,
        expiresAt: invitations.expiresAt,
        expired: sql<boolean>`${invitations.expiresAt} <= now()`,
      })
      .from(invitations)
      .where(and(eq(invitations.schoolId, actor.schoolId), isNull(invitations.usedAt)))
      .orderBy(asc(sql`lower(${invitations.name})`), invitations.id),
  ]);
  return {
    members: people.map(({ email, lastSeenAt, ...rest }) => ({
      ...rest,
      email: email ?? "",
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
    })),
    invitations: waiting.map(({ expiresAt, ...rest }) => ({ ...rest, expiresAt: expiresAt.toISOString() })),
  };
}

/** What the page of an invitation shows to whoever holds its secret; null where it is not good, or not any more. */
export async function openInvitation(secret: string | null): Promise<OpenInvitation | null> {
  if (secret === null) return null;
  const [row] = await database()
    .select({
      schoolId: schools.id,
      schoolName: schools.name,
      locale: schools.locale,
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
      hasAccount: sql<boolean>`exists (
        select from ${users} where lower(${users.email}) = lower(${invitations.email})
          and ${users.passwordHash} is not null
      )`,
    })
    .from(invitations)
    .innerJoin(schools, eq(schools.id, invitations.schoolId))
    .where(
      and(
        eq(invitations.hash, secretHash(secret)),
        isNull(invitations.usedAt),
        sql`${invitations.expiresAt} > now()`,
      ),
    );
  return row ?? null;
}
