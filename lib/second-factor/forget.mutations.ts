import "server-only";
import { eq, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import { endSignIns } from "#lib/auth/revoke.mutations.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { findSecondFactor } from "#lib/second-factor/data.ts";

/**
 * Forgets the second factor of a person whose row the caller holds, recovery codes included, and ends all their sessions.
 * @returns whether there was one.
 */
export async function forgetSecondFactor(tx: Transaction, userId: string): Promise<boolean> {
  const gone = await tx
    .delete(secondFactors)
    .where(eq(secondFactors.userId, userId))
    .returning({ confirmedAt: secondFactors.confirmedAt });
  await endSignIns(tx, userId, null);
  return gone.some(({ confirmedAt }) => confirmedAt !== null);
}

/** The same by e-mail, for the operator: where the last administrator has lost it. `unknown` when nobody has the e-mail. */
export async function resetSecondFactorByEmail(
  email: string,
  origin: RequestOrigin,
): Promise<"unknown" | "none" | "done"> {
  return database().transaction(async (tx) => {
    const [user] = await tx
      .select({ id: users.id })
      .from(users)
      .where(sql`lower(${users.email}) = ${email.toLowerCase()}`)
      .for("update");
    if (user === undefined) return "unknown";
    if ((await findSecondFactor(user.id, tx)) === null) return "none";
    await forgetSecondFactor(tx, user.id);
    await record(
      tx,
      { userId: user.id, origin },
      { action: "second_factor.reset", targetType: "user", targetId: user.id },
    );
    return "done";
  });
}
