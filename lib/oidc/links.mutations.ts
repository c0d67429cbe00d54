import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { identities } from "#db/schema/identities.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { endSignIns } from "#lib/auth/revoke.mutations.ts";
import { AppError } from "#lib/errors.ts";
import { holdPerson } from "#lib/second-factor/hold.mutations.ts";
import { checkOwnPassword } from "#lib/second-factor/own-password.ts";

/**
 * Unlinks an account of the actor's own at a sign-in provider. The password is asked for: whoever found a browser open
 * must not be able to put an account of theirs in its place. Every other session of theirs ends, for it may have come of it.
 * @throws {AppError} `wrong_password`, `rate_limited`, `not_found` for somebody else's; `reauthentication_required` of
 * those who have no password.
 */
export async function unlinkOwn(actor: Actor, identityId: string, password: string): Promise<void> {
  authorizePerson(actor);
  await checkOwnPassword(actor, password);
  await database().transaction(async (tx) => {
    await holdPerson(tx, actor.userId);
    const gone = await tx
      .delete(identities)
      .where(and(eq(identities.id, identityId), eq(identities.userId, actor.userId)))
      .returning({ id: identities.id });
    if (gone.length === 0) throw new AppError("not_found");
    await endSignIns(tx, actor.userId, actor.sessionId);
    await record(tx, actor, { action: "identity.unlinked", targetType: "user", targetId: actor.userId });
  });
}
