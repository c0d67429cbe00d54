import "server-only";
import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { recoveryCodes } from "#db/schema/recovery-codes.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { findSecondFactor } from "#lib/second-factor/data.ts";
import { countCode, forgiveCodes } from "#lib/second-factor/limits.ts";
import { readRecoveryCode, recoveryHash } from "#lib/second-factor/recovery.ts";
import { openTotpSecret } from "#lib/second-factor/seal.ts";
import { stepOfCode } from "#lib/second-factor/totp.ts";
import type { SecondFactorUsed } from "#lib/second-factor/types.ts";

/** One statement, so that of two who send the same code at once one comes too late (ASVS 6.5.1). */
async function useStep(userId: string, step: number): Promise<boolean> {
  const used = await database()
    .update(secondFactors)
    .set({ lastStep: step })
    .where(
      and(
        eq(secondFactors.userId, userId),
        isNotNull(secondFactors.confirmedAt),
        lt(secondFactors.lastStep, step),
      ),
    )
    .returning({ userId: secondFactors.userId });
  return used.length > 0;
}

async function useRecoveryCode(userId: string, hash: string): Promise<boolean> {
  const used = await database()
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt)))
    .returning({ hash: recoveryCodes.hash });
  return used.length > 0;
}

/**
 * Takes a code of a person's app, or one of their recovery codes: each once. The caller knows already who it is.
 * @param at milliseconds since 1970.
 * @returns which of the two it was.
 * @throws {AppError} `wrong_code`, also for one that was used and for whoever has no second factor; `rate_limited`;
 * `second_factor_unreadable` when NEXTAUTH_SECRET has changed since and the code is none of recovery.
 */
export async function takeCode(userId: string, typed: string, at = Date.now()): Promise<SecondFactorUsed> {
  await countCode(userId);
  const factor = await findSecondFactor(userId);
  if (factor === null) throw new AppError("wrong_code");
  const recovery = readRecoveryCode(typed);
  if (recovery !== null) {
    const hash = await recoveryHash(recovery, factor.recoverySalt);
    if (!(await useRecoveryCode(userId, hash))) throw new AppError("wrong_code");
    await forgiveCodes(userId);
    return "recovery";
  }
  const secret = openTotpSecret(factor.secret, userId, config().NEXTAUTH_SECRET);
  if (secret === null) throw new AppError("second_factor_unreadable");
  const step = stepOfCode(secret, typed.replace(/\s/g, ""), at);
  if (step === null || !(await useStep(userId, step))) throw new AppError("wrong_code");
  await forgiveCodes(userId);
  return "totp";
}
