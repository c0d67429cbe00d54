import "server-only";
import { recordAlone } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findAccount } from "#lib/auth/data.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { passwordFits } from "#lib/auth/password.ts";
import { countSignIn, forgiveSignIn, TooMany } from "#lib/auth/rate-limit.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { type Opened, openOrAsk } from "#lib/second-factor/open.mutations.ts";

/**
 * Checks an e-mail and a password, and opens a session or asks for the second step. Every attempt that is looked at is in
 * the audit, and the first beyond each limit. An unknown account and a wrong password answer alike and take as long
 * (ASVS 6.3.8).
 * @param before who this browser was signed in as until now: that session ends (ASVS 7.2.4).
 * @throws {AppError} `invalid_credentials`, `rate_limited`, or `school_required` for a person of no school.
 */
export async function signIn(
  email: string,
  password: string,
  origin: RequestOrigin,
  before: Actor | Enrollee | null = null,
): Promise<Opened> {
  const account = await findAccount(email.trim());
  const subject = { userId: account?.userId ?? null, origin };
  try {
    await countSignIn(email.trim(), origin);
    if (!(await passwordFits(account?.passwordHash ?? null, password)) || account === null) {
      throw new AppError("invalid_credentials");
    }
    const opened = await openOrAsk(account, origin, { factor: "password", mfa: false }, before);
    await forgiveSignIn(email.trim(), origin);
    return opened;
  } catch (error) {
    if (error instanceof AppError && !(error instanceof TooMany && !error.isFirst)) {
      await recordAlone(subject, {
        action: "session.signed_in",
        outcome: "denied",
        details: { reason: error.code },
      });
    }
    throw error;
  }
}
