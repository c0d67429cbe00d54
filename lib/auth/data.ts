import "server-only";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { apiTokens } from "#db/schema/api-tokens.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { sessions } from "#db/schema/sessions.ts";
import { setupLinks } from "#db/schema/setup-links.ts";
import { users } from "#db/schema/users.ts";
import { Actor } from "#lib/auth/actor.ts";
import { CONFIRMED_MINUTES, SESSION_IDLE_HOURS } from "#lib/auth/constants.ts";
import { holds } from "#lib/auth/holds.data.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";

const person = {
  userId: users.id,
  userName: users.name,
  userEmail: users.email,
  userLocale: users.locale,
  schoolId: schools.id,
  schoolName: schools.name,
  schoolLocale: schools.locale,
  timeZone: schools.timeZone,
  uploadRules: schools.uploadRules,
  role: memberships.role,
  restrictedRead: memberships.restrictedRead,
};

/** The live session with this id and whose it is, or null: revoked, over, idle too long, or its person suspended. */
export async function findSession(sessionId: string) {
  const rows = await database()
    .select({
      ...person,
      platformAdmin: users.platformAdmin,
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      endsAt: sessions.expiresAt,
      confirmedRecently: sql<boolean>`${sessions.confirmedAt} > now() - make_interval(mins => ${CONFIRMED_MINUTES})`,
      secondFactorFrom: schools.secondFactorFrom,
      isSecondFactorDue: sql<boolean>`coalesce(${schools.secondFactorFrom} <= now(), false)`,
      hasSecondFactor: sql<boolean>`${sessions.secondFactor} is not distinct from 'provider' or exists (
        select from ${secondFactors}
        where ${secondFactors.userId} = ${users.id} and ${secondFactors.confirmedAt} is not null
      )`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(
      memberships,
      and(eq(memberships.schoolId, sessions.schoolId), eq(memberships.userId, sessions.userId)),
    )
    .innerJoin(schools, eq(schools.id, sessions.schoolId))
    .where(
      and(
        eq(sessions.id, sessionId),
        isNull(sessions.revokedAt),
        isNull(users.suspendedAt),
        holds(),
        gt(sessions.expiresAt, sql`now()`),
        gt(sessions.lastSeenAt, sql`now() - make_interval(hours => ${SESSION_IDLE_HOURS})`),
      ),
    );
  return rows[0] ?? null;
}

/** A member of a school as they are now, or null: gone, or suspended. */
export async function findMember(schoolId: string, userId: string) {
  const rows = await database()
    .select(person)
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(schools, eq(schools.id, memberships.schoolId))
    .where(
      and(
        eq(memberships.schoolId, schoolId),
        eq(memberships.userId, userId),
        isNull(users.suspendedAt),
        holds(),
      ),
    );
  return rows[0] ?? null;
}

/** The id of the member of a school with this e-mail, or null. */
export async function findMemberId(schoolId: string, email: string): Promise<string | null> {
  const rows = await database()
    .select({ userId: users.id })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(eq(memberships.schoolId, schoolId), holds(), sql`lower(${users.email}) = ${email.toLowerCase()}`),
    );
  return rows[0]?.userId ?? null;
}

/** The API token with this hash and the service account it acts as, or null: revoked, over, or suspended. */
export async function findToken(hash: string) {
  const rows = await database()
    .select({
      ...person,
      tokenId: apiTokens.id,
      endsAt: apiTokens.expiresAt,
      permissions: apiTokens.permissions,
      lastUsedAt: apiTokens.lastUsedAt,
    })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .innerJoin(
      memberships,
      and(eq(memberships.schoolId, apiTokens.schoolId), eq(memberships.userId, apiTokens.userId)),
    )
    .innerJoin(schools, eq(schools.id, apiTokens.schoolId))
    .where(
      and(
        eq(apiTokens.hash, hash),
        isNull(apiTokens.revokedAt),
        isNull(users.suspendedAt),
        holds(),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, sql`now()`)),
      ),
    );
  return rows[0] ?? null;
}

/**
 * What signing in with a password needs to know of an account; null when there is none, when it is suspended, and where
 * passwords are for those alone who look after the installation and it is not theirs.
 */
export async function findAccount(email: string) {
  // PostgreSQL cannot hold a NUL, so nobody has one in their address.
  if (email.includes("\0")) return null;
  const rows = await database()
    .select({ userId: users.id, passwordHash: users.passwordHash })
    .from(users)
    .where(
      and(
        sql`lower(${users.email}) = ${email.toLowerCase()}`,
        isNull(users.suspendedAt),
        config().OIDC_ONLY ? users.platformAdmin : undefined,
      ),
    );
  return rows[0] ?? null;
}

/** The password hash of a person, or null. */
export async function findPasswordHash(userId: string): Promise<string | null> {
  const rows = await database().select({ hash: users.passwordHash }).from(users).where(eq(users.id, userId));
  return rows[0]?.hash ?? null;
}

/** The school a person signs in to: where they worked last, else the one they joined first; null when they belong to none. */
export async function firstSchool(userId: string): Promise<string | null> {
  const last = sql`(
    select max(${sessions.createdAt}) from ${sessions}
    where ${sessions.userId} = ${memberships.userId} and ${sessions.schoolId} = ${memberships.schoolId}
  )`;
  const rows = await database()
    .select({ schoolId: memberships.schoolId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), holds()))
    .orderBy(sql`${last} desc nulls last`, memberships.createdAt, memberships.schoolId)
    .limit(1);
  return rows[0]?.schoolId ?? null;
}

/** The schools that the actor belongs to, by name. */
export async function listSchools(actor: Actor): Promise<{ id: string; name: string }[]> {
  if (!Actor.is(actor)) throw new AppError("unauthenticated");
  return database()
    .select({ id: schools.id, name: schools.name })
    .from(memberships)
    .innerJoin(schools, eq(schools.id, memberships.schoolId))
    .where(and(eq(memberships.userId, actor.userId), holds()))
    .orderBy(sql`lower(${schools.name})`, schools.id);
}

/** Whether this installation has any person yet. */
export async function anyPerson(): Promise<boolean> {
  const rows = await database().select({ id: users.id }).from(users).where(eq(users.kind, "person")).limit(1);
  return rows.length > 0;
}

/** Whether a set-up link with this hash is still good. */
export async function setupLinkIsGood(hash: string): Promise<boolean> {
  const rows = await database()
    .select({ hash: setupLinks.hash })
    .from(setupLinks)
    .where(and(eq(setupLinks.hash, hash), isNull(setupLinks.usedAt), gt(setupLinks.expiresAt, sql`now()`)));
  return rows.length > 0;
}

/** The id of the school with this slug, or null. */
export async function findSchoolBySlug(slug: string): Promise<string | null> {
  const rows = await database().select({ id: schools.id }).from(schools).where(eq(schools.slug, slug));
  return rows[0]?.id ?? null;
}
