import "server-only";
import { Actor } from "#lib/auth/actor.ts";
import { TOKEN_PREFIX } from "#lib/auth/constants.ts";
import { findMember, findSession, findToken } from "#lib/auth/data.ts";
import { Enrollee } from "#lib/auth/enrollee.ts";
import { touchSession, touchToken } from "#lib/auth/mutations.ts";
import { type Permission, permissionsOf } from "#lib/auth/permissions.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TOUCH_AFTER_MS = 5 * 60_000;

const stale = (seen: Date | null) => seen === null || Date.now() - seen.getTime() > TOUCH_AFTER_MS;

type Member = NonNullable<Awaited<ReturnType<typeof findMember>>>;

/** What an actor is by membership, however they came. */
function asMember(found: Member) {
  return {
    userId: found.userId,
    userName: found.userName,
    userEmail: found.userEmail,
    schoolId: found.schoolId,
    schoolName: found.schoolName,
    locale: found.userLocale ?? found.schoolLocale,
    timeZone: found.timeZone,
    uploadRules: found.uploadRules,
    role: found.role,
    permissions: permissionsOf(found),
  };
}

/**
 * Whose session this is, asked of the database each time; null when it no longer holds. Where their school asks for two
 * steps and they have not set up the second, there is no actor who could read or do anything.
 */
export async function whoseSession(
  sessionId: string,
  origin: RequestOrigin,
): Promise<Actor | Enrollee | null> {
  if (!UUID.test(sessionId)) return null;
  const found = await findSession(sessionId);
  if (found === null) return null;
  if (stale(found.lastSeenAt)) await touchSession(found.sessionId);
  if (found.isSecondFactorDue && !found.hasSecondFactor) {
    const { userId, userEmail, schoolId, schoolName, confirmedRecently } = found;
    const session = { sessionId: found.sessionId, confirmedRecently, origin };
    return Enrollee.mint({ userId, userEmail, schoolId, schoolName, ...session });
  }
  return Actor.mint({
    ...asMember(found),
    platformAdmin: found.platformAdmin,
    via: "session",
    sessionId: found.sessionId,
    tokenId: null,
    accessEndsAt: found.endsAt,
    confirmedRecently: found.confirmedRecently,
    secondFactorDue: found.hasSecondFactor ? null : found.secondFactorFrom,
    origin,
  });
}

/** The actor of a session; null when it no longer holds, and before a second step that the school asks for is set up. */
export async function actorOfSession(sessionId: string, origin: RequestOrigin): Promise<Actor | null> {
  const who = await whoseSession(sessionId, origin);
  return Actor.is(who) ? who : null;
}

/** The actor of an API token: never more than its service account may do. Null when the token does not hold. */
export async function actorOfToken(token: string, origin: RequestOrigin): Promise<Actor | null> {
  if (!token.startsWith(TOKEN_PREFIX)) return null;
  const found = await findToken(secretHash(token));
  if (found === null) return null;
  if (stale(found.lastUsedAt)) await touchToken(found.tokenId);
  const allowed = permissionsOf(found);
  return Actor.mint({
    userId: found.userId,
    userName: found.userName,
    userEmail: null,
    schoolId: found.schoolId,
    schoolName: found.schoolName,
    locale: found.schoolLocale,
    timeZone: found.timeZone,
    uploadRules: found.uploadRules,
    role: found.role,
    platformAdmin: false,
    via: "token",
    sessionId: null,
    tokenId: found.tokenId,
    accessEndsAt: found.endsAt,
    confirmedRecently: false,
    secondFactorDue: null,
    permissions: new Set((found.permissions as Permission[]).filter((permission) => allowed.has(permission))),
    origin,
  });
}

/**
 * The actor of a job that a person has asked for: what they may do now, not what they might do when they asked. Null
 * when they are no member any more, or suspended.
 */
export async function actorOfJob(
  asked: { schoolId: string; userId: string },
  origin: RequestOrigin,
): Promise<Actor | null> {
  const found = await findMember(asked.schoolId, asked.userId);
  if (found === null) return null;
  return Actor.mint({
    ...asMember(found),
    platformAdmin: false,
    via: "job",
    sessionId: null,
    tokenId: null,
    accessEndsAt: null,
    confirmedRecently: false,
    secondFactorDue: null,
    origin,
  });
}
