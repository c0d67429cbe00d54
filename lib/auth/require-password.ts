import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { passwordFits } from "#lib/auth/password.ts";
import { countSignIn, forgiveSignIn } from "#lib/auth/rate-limit.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Lets pass whoever is signed in and shows their password, limited as signing in is.
 * @param stored the hash of theirs; with null nothing fits.
 * @throws {AppError} `wrong_password`, `rate_limited`.
 */
export async function requirePassword(
  who: Actor | Enrollee,
  stored: string | null,
  password: string,
): Promise<void> {
  const account = who.userEmail ?? who.userId;
  await countSignIn(account, who.origin);
  if (!(await passwordFits(stored, password))) throw new AppError("wrong_password");
  await forgiveSignIn(account, who.origin);
}
