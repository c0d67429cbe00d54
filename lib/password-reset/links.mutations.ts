import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { passwordResets } from "#db/schema/password-resets.ts";
import { newSetupSecret, secretHash } from "#lib/auth/secrets.ts";
import { RESET_MINUTES } from "#lib/password-reset/constants.ts";

/**
 * Keeps a new link for a person in the place of an earlier one.
 * @param schoolId whose administrator hands it over; null where it is mailed to the person.
 * @returns its secret.
 */
export async function storeResetLink(
  tx: Transaction,
  userId: string,
  schoolId: string | null,
): Promise<string> {
  const secret = newSetupSecret();
  const link = {
    hash: secretHash(secret),
    schoolId,
    createdAt: sql`now()`,
    expiresAt: sql`now() + make_interval(mins => ${RESET_MINUTES})`,
  };
  await tx
    .insert(passwordResets)
    .values({ userId, ...link })
    .onConflictDoUpdate({ target: passwordResets.userId, set: link });
  return secret;
}
