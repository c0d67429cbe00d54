import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { signInSteps } from "#db/schema/sign-in-steps.ts";

/** Ends the sessions that these conditions name and that have not been ended yet. */
export async function revokeSessions(tx: Transaction, ...which: (SQL | undefined)[]) {
  return tx
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(isNull(sessions.revokedAt), ...which))
    .returning({ id: sessions.id, schoolId: sessions.schoolId });
}

/**
 * Has a person sign in anew everywhere (ASVS 7.4.3), and makes first steps void that wait for their second one.
 * @param but the session that goes on; null for none.
 */
export async function endSignIns(tx: Transaction, userId: string, but: string | null): Promise<void> {
  await revokeSessions(tx, eq(sessions.userId, userId), sql`${sessions.id} is distinct from ${but}::uuid`);
  await tx.delete(signInSteps).where(eq(signInSteps.userId, userId));
}
