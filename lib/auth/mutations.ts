import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { apiTokens } from "#db/schema/api-tokens.ts";
import { memberships } from "#db/schema/memberships.ts";
import { rateLimits } from "#db/schema/rate-limits.ts";
import { schools } from "#db/schema/schools.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { SESSION_DAYS } from "#lib/auth/constants.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { holds } from "#lib/auth/holds.data.ts";
import { setPassword } from "#lib/auth/set-password.mutations.ts";
import type { UploadRules } from "#lib/documents/school-policy.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { insertDefaultClasses } from "#lib/record-classes/founding.mutations.ts";

/** An account, as it was when its first factor was looked at. */
export type Account = { userId: string; passwordHash: string | null };

/**
 * Holds the row of a person whose first factor was just found right: a password change, a suspension or a second factor
 * that is turned on either comes first and is seen here, or comes after and ends what is opened now.
 * @throws {AppError} `invalid_credentials` when the password has been changed since, or the person suspended.
 */
export async function holdAccount(tx: Transaction, { userId, passwordHash }: Account): Promise<void> {
  const same = sql`${users.passwordHash} is not distinct from ${passwordHash}`;
  const [row] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), same, isNull(users.suspendedAt)))
    .for("share");
  if (row === undefined) throw new AppError("invalid_credentials");
}

/** What is known of how a session came about. */
type SessionOptions = {
  /** When it ends at the latest; in `SESSION_DAYS` where nothing is said. */
  expiresAt?: Date;
  /** When the person last showed who they are; now where nothing is said. */
  confirmedAt?: Date;
  secondFactor?: "totp" | "recovery" | "provider" | null;
};

/**
 * Opens a session inside a transaction of the caller's, which has made or locked its person, and writes it into the
 * audit. From a first factor to here there is one way, `openOrAskIn`.
 * @returns the session's id.
 */
export async function openSessionIn(
  tx: Transaction,
  userId: string,
  schoolId: string,
  origin: RequestOrigin,
  options: SessionOptions = {},
): Promise<string> {
  const sessionId = v7();
  const { expiresAt = new Date(Date.now() + SESSION_DAYS * 86_400_000), confirmedAt, secondFactor } = options;
  await tx.insert(sessions).values({
    id: sessionId,
    userId,
    schoolId,
    ip: origin.ip,
    userAgent: origin.userAgent,
    expiresAt,
    ...(confirmedAt && { confirmedAt }),
    secondFactor: secondFactor ?? null,
  });
  await record(
    tx,
    { schoolId, userId, sessionId, origin },
    { action: "session.signed_in", ...(secondFactor && { details: { second_factor: secondFactor } }) },
  );
  return sessionId;
}

/** Remembers that a session was used, at most once in five minutes so that reading stays cheap. */
export async function touchSession(sessionId: string): Promise<void> {
  await database().update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, sessionId));
}

/** Remembers that a token was used. */
export async function touchToken(tokenId: string): Promise<void> {
  await database().update(apiTokens).set({ lastUsedAt: sql`now()` }).where(eq(apiTokens.id, tokenId));
}

/** Ends the session that somebody is signed in with. */
export async function closeSession(actor: Actor | Enrollee): Promise<void> {
  if (actor.sessionId === null) return;
  const sessionId = actor.sessionId;
  await database().transaction(async (tx) => {
    await tx.update(sessions).set({ revokedAt: sql`now()` }).where(eq(sessions.id, sessionId));
    await record(tx, actor, { action: "session.signed_out" });
  });
}

/**
 * Moves a browser to another school of its person's: the session ends and one in the other school begins, so that
 * nothing which was asked for in the one can happen in the other (ASVS 7.2.4). It ends when the old one would have:
 * nobody gave their password anew. The person's row is held as `holdAccount` holds it. Answers the new session's id.
 * @throws {AppError} `not_found` for a school that the actor does not belong to, and for a token, which has no session.
 */
export async function moveSession(actor: Actor, schoolId: string): Promise<string> {
  const { userId, sessionId, origin } = actor;
  return database().transaction(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("share");
    const [member] = await tx
      .select({ schoolId: memberships.schoolId })
      .from(memberships)
      .where(and(eq(memberships.userId, userId), eq(memberships.schoolId, schoolId), holds()))
      .for("share");
    if (member === undefined || sessionId === null) throw new AppError("not_found");
    const [ended] = await tx
      .update(sessions)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
      .returning({
        expiresAt: sessions.expiresAt,
        confirmedAt: sessions.confirmedAt,
        secondFactor: sessions.secondFactor,
      });
    // Ended meanwhile, by the person elsewhere or by a changed password: no new one may come of it.
    if (ended === undefined) throw new AppError("unauthenticated");
    await record(tx, actor, { action: "session.signed_out" });
    return openSessionIn(tx, userId, schoolId, origin, ended);
  });
}

/**
 * Sets a new password and ends every other session of the person (ASVS 7.4.3).
 * @param shown the hash of the one that they have shown for it.
 * @throws {AppError} `wrong_password` when that is theirs no more, say since a link for a new one was used.
 */
export async function storePassword(actor: Actor, passwordHash: string, shown: string | null): Promise<void> {
  const same = sql`${users.passwordHash} is not distinct from ${shown}`;
  await database().transaction(async (tx) => {
    const [still] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, actor.userId), same))
      .for("update");
    if (still === undefined) throw new AppError("wrong_password");
    await setPassword(tx, actor.userId, passwordHash, actor.sessionId);
    await record(tx, actor, { action: "password.changed", targetType: "user", targetId: actor.userId });
  });
}

/** Sets the password of a person by e-mail and ends all their sessions: for the operator. False when nobody has it. */
export async function resetPassword(
  email: string,
  passwordHash: string,
  origin: RequestOrigin,
): Promise<boolean> {
  return database().transaction(async (tx) => {
    const [user] = await tx
      .select({ id: users.id })
      .from(users)
      .where(sql`lower(${users.email}) = ${email.toLowerCase()}`)
      .for("update");
    if (user === undefined) return false;
    await setPassword(tx, user.id, passwordHash, null);
    await record(
      tx,
      { userId: user.id, origin },
      { action: "password.changed", targetType: "user", targetId: user.id },
    );
    return true;
  });
}

/** Lets a person look after the installation, or no longer: for the operator. False when nobody has the e-mail. */
export async function setPlatformAdmin(
  email: string,
  platformAdmin: boolean,
  origin: RequestOrigin,
): Promise<boolean> {
  return database().transaction(async (tx) => {
    const [user] = await tx
      .update(users)
      .set({ platformAdmin })
      .where(sql`lower(${users.email}) = ${email.toLowerCase()}`)
      .returning({ id: users.id });
    if (user === undefined) return false;
    const action = platformAdmin ? "platform.granted" : "platform.withdrawn";
    await record(tx, { userId: user.id, origin }, { action, targetType: "user", targetId: user.id });
    return true;
  });
}

/** Keeps the language a person has chosen. */
export async function storeLocale(actor: Actor, locale: string): Promise<void> {
  await database().update(users).set({ locale }).where(eq(users.id, actor.userId));
}

/**
 * Makes a school, with the record classes that schools begin with.
 * @throws {AppError} `already_set_up` when the slug is taken, also by somebody who was faster.
 */
export async function insertSchool(
  tx: Transaction,
  school: {
    name: string;
    slug: string;
    timeZone: string;
    locale: string;
    uploadRules?: UploadRules;
    quotaBytes?: number | null;
  },
): Promise<string> {
  const [row] = await tx
    .insert(schools)
    .values(school)
    .onConflictDoNothing({ target: schools.slug })
    .returning({ id: schools.id });
  if (row === undefined) throw new AppError("already_set_up");
  await insertDefaultClasses(tx, row.id, school.locale);
  return row.id;
}

/**
 * Counts one attempt under `key` in a fixed window and answers how many there were, and when it starts anew.
 * @param at when it is, for tests; the database's own clock where nothing is said.
 */
export async function countAttempt(
  key: string,
  windowSeconds: number,
  at: Date | null = null,
): Promise<{ count: number; resetsAt: Date }> {
  const now = at === null ? sql`now()` : sql`${at.toISOString()}::timestamptz`;
  const fresh = sql`${now} + make_interval(secs => ${windowSeconds})`;
  const over = sql`${rateLimits.resetsAt} <= ${now}`;
  const [row] = await database()
    .insert(rateLimits)
    .values({ key, count: 1, resetsAt: fresh })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${over} then 1 else ${rateLimits.count} + 1 end`,
        resetsAt: sql`case when ${over} then ${fresh} else ${rateLimits.resetsAt} end`,
      },
    })
    .returning({ count: rateLimits.count, resetsAt: rateLimits.resetsAt });
  return row as { count: number; resetsAt: Date };
}

/** Takes attempts back: those of a person who then got in. */
export async function forgetAttempts(key: string): Promise<void> {
  await database().delete(rateLimits).where(eq(rateLimits.key, key));
}

/** Takes one attempt back. */
export async function giveAttemptBack(key: string): Promise<void> {
  await database()
    .update(rateLimits)
    .set({ count: sql`greatest(${rateLimits.count} - 1, 0)` })
    .where(eq(rateLimits.key, key));
}
