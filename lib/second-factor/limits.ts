import "server-only";
import { forgetAttempts } from "#lib/auth/mutations.ts";
import { countUpTo } from "#lib/auth/rate-limit.ts";

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
  for (const { name, most, seconds } of LIMITS) await countUpTo(keyOf(name, userId), { most, seconds });
}

/** Forgets the attempts of a person whose code was right. */
export async function forgiveCodes(userId: string): Promise<void> {
  for (const { name } of LIMITS) await forgetAttempts(keyOf(name, userId));
}
