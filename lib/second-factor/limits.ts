import "server-only";
import { countAttempt, forgetAttempts } from "#lib/auth/mutations.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Codes that may be tried for an account, from wherever (ASVS 6.6.3): whoever gets to try one has passed the first step
 * already. Of a million codes three are good at a time; fifty a day make it take years.
 */
const LIMITS = [
  { name: "quarter", most: 10, seconds: 15 * 60 },
  { name: "day", most: 50, seconds: 24 * 3600 },
] as const;

const keyOf = (name: string, userId: string) => `2f:${name}:${userId}`;

/**
 * Counts an attempt before the code is looked at, so that racing attempts cannot slip through.
 * @throws {AppError} `rate_limited` with the seconds to wait.
 */
export async function countCode(userId: string): Promise<void> {
  for (const { name, most, seconds } of LIMITS) {
    const { count, resetsAt } = await countAttempt(keyOf(name, userId), seconds);
    if (count <= most) continue;
    throw new AppError("rate_limited", {
      seconds: Math.max(1, Math.ceil((resetsAt.getTime() - Date.now()) / 1000)),
    });
  }
}

/** Forgets the attempts of a person whose code was right. */
export async function forgiveCodes(userId: string): Promise<void> {
  for (const { name } of LIMITS) await forgetAttempts(keyOf(name, userId));
}
