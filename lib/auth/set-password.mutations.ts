import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { passwordResets } from "#db/schema/password-resets.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import { revokeSessions } from "#lib/auth/revoke.mutations.ts";

/**
 * Gives a person another password, ends their sessions (ASVS 7.4.3), and makes every link for a new one worthless.
 * @param but the session that goes on; null for none.
 */
export async function setPassword(
  tx: Transaction,
  userId: string,
  passwordHash: string,
  but: string | null,
): Promise<void> {
  await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
  await revokeSessions(tx, eq(sessions.userId, userId), sql`${sessions.id} is distinct from ${but}::uuid`);
  await tx.delete(passwordResets).where(eq(passwordResets.userId, userId));
}
