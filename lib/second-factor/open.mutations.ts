import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { signInSteps } from "#db/schema/sign-in-steps.ts";
import { users } from "#db/schema/users.ts";
import { record, recordAlone } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { firstSchool } from "#lib/auth/data.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { type Account, closeSession, holdAccount, openSessionIn } from "#lib/auth/mutations.ts";
import { newSetupSecret, secretHash } from "#lib/auth/secrets.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { STEP_MINUTES } from "#lib/second-factor/constants.ts";
import { findSecondFactor } from "#lib/second-factor/data.ts";
import { takeCode } from "#lib/second-factor/take.mutations.ts";

/** How somebody has shown who they are. */
export type FirstFactor = {
  factor: "password" | "oidc";
  /** Whether a provider says that it asked for a second factor itself (RFC 8176: `mfa`, `otp`, `hwk`). */
  mfa: boolean;
  /** When a provider asked for it, which may be long ago; null or left out where it does not say. */
  authenticatedAt?: Date | null;
};

/** A session's id, or the secret that this browser shows again with a code. */
export type Opened = { sessionId: string } | { step: string };

const proofOf = (passwordHash: string | null) => secretHash(passwordHash ?? "");

/** Remembers that the first step was passed; answers the secret that the second one takes. Nothing else takes it. */
async function ask(
  tx: Transaction,
  account: Account,
  factor: FirstFactor["factor"],
  subject: { schoolId: string; origin: RequestOrigin },
): Promise<string> {
  const { userId, passwordHash } = account;
  const secret = newSetupSecret();
  await tx.insert(signInSteps).values({
    hash: secretHash(secret),
    userId,
    proof: proofOf(passwordHash),
    factor,
    expiresAt: sql`now() + make_interval(mins => ${STEP_MINUTES})`,
  });
  await record(tx, { ...subject, userId }, { action: "session.second_step_asked", details: { factor } });
  return secret;
}

/**
 * When somebody who is let in now has shown who they are. A provider may let them in without asking for anything, by a
 * session of its own that lies open: that is no password typed (ASVS 7.5.3). Whoever can be asked here for a password or
 * a code is asked where it matters, unless the provider has asked them just now; whoever has neither signs in anew.
 */
function confirmedBy(first: FirstFactor, canBeAsked: boolean): { confirmedAt?: Date } {
  if (first.factor === "password" || !canBeAsked) return {};
  return { confirmedAt: new Date(Math.min(first.authenticatedAt?.getTime() ?? 0, Date.now())) };
}

/**
 * Opens a session in a transaction of the caller's, or asks for the second step where the person has one: the only way
 * from a first factor to a session. The person's row is held meanwhile.
 * @throws {AppError} `invalid_credentials` when the account is not what it was when its first factor was right.
 */
export async function openOrAskIn(
  tx: Transaction,
  account: Account,
  schoolId: string,
  origin: RequestOrigin,
  first: FirstFactor,
): Promise<Opened> {
  await holdAccount(tx, account);
  const { factor, mfa } = first;
  const hasSecond = (await findSecondFactor(account.userId, tx)) !== null;
  if (!mfa && hasSecond) {
    return { step: await ask(tx, account, factor, { schoolId, origin }) };
  }
  const how = {
    ...(mfa && { secondFactor: "provider" as const }),
    ...confirmedBy(first, hasSecond || account.passwordHash !== null),
  };
  return { sessionId: await openSessionIn(tx, account.userId, schoolId, origin, how) };
}

/**
 * Opens a session for a person whose first factor was just found right, in the school where they worked last, or asks
 * for the second step.
 * @param account as `findAccount` found it before the first factor was looked at.
 * @param before who this browser was signed in as until now: that session ends once there is a new one (ASVS 7.2.4).
 * @throws {AppError} `school_required` for a person of no school, `invalid_credentials` when the account was changed or
 * suspended since.
 */
export async function openOrAsk(
  account: Account,
  origin: RequestOrigin,
  first: FirstFactor,
  before: Actor | Enrollee | null = null,
): Promise<Opened> {
  const schoolId = await firstSchool(account.userId);
  if (schoolId === null) throw new AppError("school_required");
  const opened = await database().transaction((tx) => openOrAskIn(tx, account, schoolId, origin, first));
  if ("sessionId" in opened && before !== null) await closeSession(before);
  return opened;
}

/** Whose first step this was, while the second may follow; null when it is over, was used, or never was. */
export async function findStep(secret: string) {
  const [row] = await database()
    .select({ userId: users.id, passwordHash: users.passwordHash, proof: signInSteps.proof })
    .from(signInSteps)
    .innerJoin(users, eq(users.id, signInSteps.userId))
    .where(
      and(
        eq(signInSteps.hash, secretHash(secret)),
        gt(signInSteps.expiresAt, sql`now()`),
        isNull(users.suspendedAt),
      ),
    );
  return row === undefined || row.proof !== proofOf(row.passwordHash) ? null : row;
}

/**
 * The second step: takes a code, and opens the session. The step is used up with it.
 * @param before as with `openOrAsk`.
 * @returns the session's id.
 * @throws {AppError} `sign_in_step_over`, `wrong_code`, `rate_limited`, `second_factor_unreadable`, `school_required`.
 */
export async function passSecondStep(
  secret: string,
  code: string,
  origin: RequestOrigin,
  before: Actor | Enrollee | null = null,
): Promise<string> {
  const account = await findStep(secret);
  if (account === null) throw new AppError("sign_in_step_over");
  try {
    const secondFactor = await takeCode(account.userId, code);
    const schoolId = await firstSchool(account.userId);
    if (schoolId === null) throw new AppError("school_required");
    const sessionId = await database().transaction(async (tx) => {
      await holdAccount(tx, account);
      const used = await tx
        .delete(signInSteps)
        .where(eq(signInSteps.hash, secretHash(secret)))
        .returning({ hash: signInSteps.hash });
      if (used.length === 0) throw new AppError("sign_in_step_over");
      return openSessionIn(tx, account.userId, schoolId, origin, { secondFactor });
    });
    if (before !== null) await closeSession(before);
    return sessionId;
  } catch (error) {
    if (error instanceof AppError) {
      await recordAlone(
        { userId: account.userId, origin },
        { action: "session.signed_in", outcome: "denied", details: { reason: error.code } },
      );
    }
    throw error;
  }
}
