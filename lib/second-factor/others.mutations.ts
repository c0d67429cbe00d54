import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { signInSteps } from "#db/schema/sign-in-steps.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { revokeSessions } from "#lib/auth/revoke.mutations.ts";

/** Held, so that a sign-in that is under way either sees what is changed or is ended by it. */
export async function holdPerson(tx: Transaction, userId: string): Promise<void> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("update");
}

/** Whoever else is signed in as this person must sign in anew (ASVS 7.4.3), and first steps are void. */
export async function endOthers(tx: Transaction, who: Actor | Enrollee): Promise<void> {
  await revokeSessions(
    tx,
    eq(sessions.userId, who.userId),
    sql`${sessions.id} is distinct from ${who.sessionId}::uuid`,
  );
  await tx.delete(signInSteps).where(eq(signInSteps.userId, who.userId));
}
