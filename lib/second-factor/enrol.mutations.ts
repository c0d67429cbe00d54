import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { recoveryCodes } from "#db/schema/recovery-codes.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { sessions } from "#db/schema/sessions.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizeEnrolling, authorizePerson, requireRecent } from "#lib/auth/authorize.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { endSignIns } from "#lib/auth/revoke.mutations.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { findSecondFactor, mustHaveSecondFactor } from "#lib/second-factor/data.ts";
import { holdPerson } from "#lib/second-factor/hold.mutations.ts";
import { countCode, forgiveCodes } from "#lib/second-factor/limits.ts";
import { checkOwnPassword } from "#lib/second-factor/own-password.ts";
import { qrPicture } from "#lib/second-factor/qr.ts";
import { newRecoveryCodes } from "#lib/second-factor/recovery.ts";
import { openTotpSecret, sealTotpSecret } from "#lib/second-factor/seal.ts";
import { takeCode } from "#lib/second-factor/take.mutations.ts";
import { newTotpSecret, stepOfCode, totpAddress } from "#lib/second-factor/totp.ts";
import type { Enrolment } from "#lib/second-factor/types.ts";

/** How apps call the issuer: what they show must tell this installation from other things of the person's. */
const ISSUER = "Athena Docs";

async function confirmSession(tx: Transaction, who: Actor | Enrollee): Promise<void> {
  await tx
    .update(sessions)
    .set({ confirmedAt: sql`now()` })
    .where(eq(sessions.id, who.sessionId ?? ""));
}

/**
 * Makes a secret for an authenticator app. It is asked for by nobody before a code has confirmed it; one that was made
 * before and not confirmed is forgotten.
 * @throws {AppError} `second_factor_on`, `unauthenticated`, `forbidden` for a token.
 */
export async function beginEnrolment(who: Actor | Enrollee): Promise<Enrolment> {
  authorizeEnrolling(who);
  const { userId, userEmail } = who;
  const secret = newTotpSecret();
  const sealed = sealTotpSecret(secret, userId, config().NEXTAUTH_SECRET);
  const kept = await database()
    .insert(secondFactors)
    .values({ userId, secret: sealed, recoverySalt: "" })
    .onConflictDoUpdate({
      target: secondFactors.userId,
      set: { secret: sealed, createdAt: sql`now()` },
      setWhere: isNull(secondFactors.confirmedAt),
    })
    .returning({ userId: secondFactors.userId });
  if (kept.length === 0) throw new AppError("second_factor_on");
  const address = totpAddress(secret, userEmail ?? userId, ISSUER);
  const groups = secret.match(/.{1,4}/g)?.join(" ") ?? secret;
  return { secret: groups, address, picture: qrPicture(address) };
}

/**
 * Turns sign-in in two steps on: the app has shown a code, and the person their password. Every other session of theirs
 * ends.
 * @param password null for whoever has none; then they must have signed in in the last minutes.
 * @param at milliseconds since 1970.
 * @returns the recovery codes, this once.
 * @throws {AppError} `wrong_password`, `wrong_code`, `rate_limited`, `second_factor_on`, `conflict` when another secret
 * was made meanwhile, `reauthentication_required`.
 */
export async function confirmEnrolment(
  who: Actor | Enrollee,
  given: { code: string; password: string | null },
  at = Date.now(),
): Promise<string[]> {
  authorizeEnrolling(who);
  await checkOwnPassword(who, given.password);
  const { userId } = who;
  const [pending] = await database().select().from(secondFactors).where(eq(secondFactors.userId, userId));
  if (pending === undefined) throw new AppError("conflict");
  if (pending.confirmedAt !== null) throw new AppError("second_factor_on");
  await countCode(userId);
  const secret = openTotpSecret(pending.secret, userId, config().NEXTAUTH_SECRET);
  const step = secret === null ? null : stepOfCode(secret, given.code.replace(/\s/g, ""), at);
  if (step === null) throw new AppError("wrong_code");
  const { codes, salt, hashes } = await newRecoveryCodes();
  await database().transaction(async (tx) => {
    await holdPerson(tx, userId);
    const confirmed = await tx
      .update(secondFactors)
      .set({ confirmedAt: sql`now()`, lastStep: step, recoverySalt: salt })
      .where(
        and(
          eq(secondFactors.userId, userId),
          eq(secondFactors.secret, pending.secret),
          isNull(secondFactors.confirmedAt),
        ),
      )
      .returning({ userId: secondFactors.userId });
    if (confirmed.length === 0) throw new AppError("conflict");
    await tx.insert(recoveryCodes).values(hashes.map((hash) => ({ userId, hash })));
    await endSignIns(tx, who.userId, who.sessionId);
    await confirmSession(tx, who);
    await record(tx, who, { action: "second_factor.turned_on", targetType: "user", targetId: userId });
  });
  await forgiveCodes(userId);
  return codes;
}

/**
 * Makes new recovery codes; those from before work no more.
 * @returns the codes, this once.
 * @throws {AppError} `reauthentication_required`, `not_found` without a second factor.
 */
export async function makeRecoveryCodes(actor: Actor): Promise<string[]> {
  authorizePerson(actor);
  requireRecent(actor);
  const { userId } = actor;
  const { codes, salt, hashes } = await newRecoveryCodes();
  await database().transaction(async (tx) => {
    await holdPerson(tx, userId);
    if ((await findSecondFactor(userId, tx)) === null) throw new AppError("not_found");
    await tx.update(secondFactors).set({ recoverySalt: salt }).where(eq(secondFactors.userId, userId));
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
    await tx.insert(recoveryCodes).values(hashes.map((hash) => ({ userId, hash })));
    await record(tx, actor, { action: "second_factor.codes_made", targetType: "user", targetId: userId });
  });
  return codes;
}

/**
 * Turns sign-in in two steps off. Every other session of the person ends.
 * @param password null for whoever has none.
 * @throws {AppError} `second_factor_enforced`, `wrong_password`, `wrong_code`, `rate_limited`, and as `takeCode`.
 */
export async function turnOffSecondFactor(
  actor: Actor,
  given: { code: string; password: string | null },
): Promise<void> {
  authorizePerson(actor);
  const { userId } = actor;
  if (await mustHaveSecondFactor(userId)) throw new AppError("second_factor_enforced");
  await checkOwnPassword(actor, given.password);
  await takeCode(userId, given.code);
  await database().transaction(async (tx) => {
    await holdPerson(tx, userId);
    await tx.delete(secondFactors).where(eq(secondFactors.userId, userId));
    await endSignIns(tx, actor.userId, actor.sessionId);
    await confirmSession(tx, actor);
    await record(tx, actor, { action: "second_factor.turned_off", targetType: "user", targetId: userId });
  });
}
