import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { API_REQUESTS_PER_MINUTE } from "#lib/auth/constants.ts";
import { limitedAddress } from "#lib/auth/limited-address.ts";
import { countAttempt, forgetAttempts, giveAttemptBack } from "#lib/auth/mutations.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

/** Attempts in a quarter of an hour (ASVS 6.3.1). */
const SIGN_IN_LIMITS = { pair: 10, account: 100, address: 200 } as const;

type Limits = Readonly<Record<"pair" | "account" | "address", number>>;

function keysOf(what: "in" | "reset", email: string, origin: RequestOrigin): Record<keyof Limits, string> {
  // Hashed, so that the table is no list of who has an account.
  const account = secretHash(email.toLowerCase()).slice(0, 32);
  const address = limitedAddress(origin.ip);
  return {
    pair: `${what}:p:${account}:${address}`,
    account: `${what}:a:${account}`,
    address: `${what}:i:${address}`,
  };
}

/** An attempt beyond a limit. */
export class TooMany extends AppError {
  /** Whether it is the first in its window: one line in the audit says as much as a thousand, and floods nothing. */
  readonly isFirst: boolean;

  constructor(seconds: number, isFirst: boolean) {
    super("rate_limited", { seconds });
    this.isFirst = isFirst;
  }
}

/**
 * Counts an attempt, before what it is for is looked at, so that racing attempts cannot slip through.
 * @param limit.seconds of the window, which begins with the first attempt.
 * @param limit.at when it is, for tests; the database's own clock where nothing is said.
 * @throws {TooMany} beyond `most`, with the seconds to wait.
 */
export async function countUpTo(
  key: string,
  limit: { most: number; seconds: number; at?: Date | null },
): Promise<void> {
  const { most, seconds, at = null } = limit;
  const { count, resetsAt } = await countAttempt(key, seconds, at);
  if (count <= most) return;
  const now = at?.getTime() ?? Date.now();
  throw new TooMany(Math.max(1, Math.ceil((resetsAt.getTime() - now) / 1000)), count === most + 1);
}

type Counting = { keys: Record<keyof Limits, string>; limits: Limits; window: number; at: Date | null };

async function countAll({ keys, limits, window, at }: Counting): Promise<void> {
  // The account last: one address alone must not be able to use up what an account has, and so lock its owner out.
  for (const name of ["address", "pair", "account"] as const) {
    await countUpTo(keys[name], { most: limits[name], seconds: window, at });
  }
}

/**
 * Counts a sign-in attempt before the password is looked at, so that racing attempts cannot slip through.
 * @param at when it is, for tests; the database's own clock where nothing is said.
 * @throws {AppError} `rate_limited` with the seconds to wait.
 */
export async function countSignIn(
  email: string,
  origin: RequestOrigin,
  at: Date | null = null,
): Promise<void> {
  await countAll({ keys: keysOf("in", email, origin), limits: SIGN_IN_LIMITS, window: QUARTER, at });
}

/**
 * Forgets the failed attempts of a person who got in. What counts for others too gets this one attempt back and no
 * more: a whole school signs in from one address in the morning.
 */
export async function forgiveSignIn(email: string, origin: RequestOrigin): Promise<void> {
  const { pair, account, address } = keysOf("in", email, origin);
  await forgetAttempts(pair);
  for (const key of [address, account]) await giveAttemptBack(key);
}

/** Links for a new password in an hour: for an account from an address, for an account, from an address. */
const RESET_LIMITS = { pair: 3, account: 10, address: 30 } as const;

/**
 * Counts a request for a new password, whether or not anybody has that e-mail.
 * @param at see `countSignIn`.
 * @throws {AppError} `rate_limited` with the seconds to wait.
 */
export async function countResetRequest(
  email: string,
  origin: RequestOrigin,
  at: Date | null = null,
): Promise<void> {
  await countAll({ keys: keysOf("reset", email, origin), limits: RESET_LIMITS, window: HOUR, at });
}

/** Counts one request of an API token in its minute. `allowed` is false beyond the limit. */
export async function takeApiToken(
  actor: Actor,
): Promise<{ limit: number; remaining: number; resetSeconds: number; allowed: boolean }> {
  const { count, resetsAt } = await countAttempt(`api:${actor.tokenId}`, 60);
  return {
    limit: API_REQUESTS_PER_MINUTE,
    remaining: Math.max(0, API_REQUESTS_PER_MINUTE - count),
    resetSeconds: Math.max(1, Math.ceil((resetsAt.getTime() - Date.now()) / 1000)),
    allowed: count <= API_REQUESTS_PER_MINUTE,
  };
}
