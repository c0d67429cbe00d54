import "server-only";
import { and, desc, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { sessions } from "#db/schema/sessions.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { SESSION_IDLE_HOURS } from "#lib/auth/constants.ts";
import { browserNames } from "#lib/sessions/browser.ts";
import type { SessionItem } from "#lib/sessions/types.ts";

/** Most sessions that are shown: who has more has a program that signs in, and ends them all at once. */
const MAX_SHOWN = 50;

/** Those of a person that still open something, as `findSession` finds them. */
export function liveSessionsOf(userId: string): SQL | undefined {
  return and(
    eq(sessions.userId, userId),
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, sql`now()`),
    gt(sessions.lastSeenAt, sql`now() - make_interval(hours => ${SESSION_IDLE_HOURS})`),
  );
}

/**
 * Where the actor is signed in, in all of their schools: this browser first, then those that were used last.
 * @throws {AppError} `unauthenticated`, `forbidden` for a token, which has no browser.
 */
export async function listSessions(actor: Actor): Promise<SessionItem[]> {
  authorizePerson(actor);
  const rows = await database()
    .select({
      id: sessions.id,
      schoolName: schools.name,
      ip: sessions.ip,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .innerJoin(schools, eq(schools.id, sessions.schoolId))
    .where(liveSessionsOf(actor.userId))
    .orderBy(
      desc(sql`${sessions.id} is not distinct from ${actor.sessionId}::uuid`),
      desc(sessions.lastSeenAt),
      desc(sessions.id),
    )
    .limit(MAX_SHOWN);
  return rows.map(({ id, schoolName, ip, userAgent, createdAt, lastSeenAt }) => ({
    id,
    isOwn: id === actor.sessionId,
    schoolName,
    ...browserNames(userAgent),
    ip,
    signedInAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
}
