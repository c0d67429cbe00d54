import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { revokeSessions } from "#lib/auth/revoke.mutations.ts";
import { AppError } from "#lib/errors.ts";
import { liveSessionsOf } from "#lib/sessions/data.ts";

/** Ends sessions of the actor's own; each leaves its trace in the school that it was signed in to. */
async function end(actor: Actor, only: string | null): Promise<number> {
  authorizePerson(actor);
  return database().transaction(async (tx) => {
    const ended = await revokeSessions(
      tx,
      liveSessionsOf(actor.userId),
      sql`${sessions.id} is distinct from ${actor.sessionId}::uuid`,
      only === null ? undefined : eq(sessions.id, only),
    );
    const { userId, sessionId, origin } = actor;
    for (const { id, schoolId } of ended) {
      await record(
        tx,
        { schoolId, userId, sessionId, origin },
        { action: "session.ended", targetType: "session", targetId: id },
      );
    }
    return ended.length;
  });
}

/**
 * Signs another browser of the actor's out; what it asks for next is refused (ASVS 7.4.5).
 * @throws {AppError} `unauthenticated`, `forbidden` for a token, `not_found` for a session that is another person's,
 * this browser's own, or ended already.
 */
export async function endSession(actor: Actor, sessionId: string): Promise<void> {
  if ((await end(actor, sessionId)) === 0) throw new AppError("not_found");
}

/**
 * Signs all other browsers of the actor's out.
 * @returns how many there were.
 * @throws {AppError} `unauthenticated`, `forbidden` for a token.
 */
export async function endOtherSessions(actor: Actor): Promise<number> {
  return end(actor, null);
}
