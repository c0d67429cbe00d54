import "server-only";
import { recordAlone } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findAccount, firstSchool } from "#lib/auth/data.ts";
import { closeSession, openSession } from "#lib/auth/mutations.ts";
import { passwordFits } from "#lib/auth/password.ts";
import { countSignIn, forgiveSignIn } from "#lib/auth/rate-limit.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";

/**
 * Checks an e-mail and a password and opens a session; every attempt is in the audit. An unknown account and a
 * wrong password answer alike and take as long (ASVS 6.3.8).
 * @param before who this browser was signed in as until now: that session ends (ASVS 7.2.4).
 * @returns the session's id.
 * @throws {AppError} `invalid_credentials`, `rate_limited`, or `school_required` for a person of no school.
 */
export async function signIn(
  email: string,
  password: string,
  origin: RequestOrigin,
  before: Actor | null = null,
): Promise<string> {
  const account = await findAccount(email.trim());
  const subject = { userId: account?.userId ?? null, origin };
  try {
    await countSignIn(email.trim(), origin);
    if (!(await passwordFits(account?.passwordHash ?? null, password)) || account === null) {
      throw new AppError("invalid_credentials");
    }
    const schoolId = await firstSchool(account.userId);
    if (schoolId === null) throw new AppError("school_required");
    await forgiveSignIn(email.trim(), origin);
    const sessionId = await openSession(account, schoolId, origin);
    if (before !== null) await closeSession(before);
    return sessionId;
  } catch (error) {
    if (error instanceof AppError) {
      await recordAlone(subject, {
        action: "session.signed_in",
        outcome: "denied",
        details: { reason: error.code },
      });
    }
    throw error;
  }
}
