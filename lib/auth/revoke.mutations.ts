import "server-only";
import { and, isNull, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";

/** Ends the sessions that these conditions name and that have not been ended yet. */
export async function revokeSessions(tx: Transaction, ...which: (SQL | undefined)[]) {
  return tx
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(isNull(sessions.revokedAt), ...which))
    .returning({ id: sessions.id, schoolId: sessions.schoolId });
}
