import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { requireRecent } from "#lib/auth/authorize.ts";
import { findPasswordHash } from "#lib/auth/data.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { requirePassword } from "#lib/auth/require-password.ts";

/**
 * Checks the password of whoever is signed in, limited as signing in is. Who has none, because a provider signs them in,
 * must have shown who they are in the last minutes.
 * @throws {AppError} `wrong_password`, `rate_limited`, `reauthentication_required`.
 */
export async function checkOwnPassword(who: Actor | Enrollee, password: string | null): Promise<void> {
  const stored = await findPasswordHash(who.userId);
  if (stored === null) return requireRecent(who);
  await requirePassword(who, stored, password ?? "");
}
