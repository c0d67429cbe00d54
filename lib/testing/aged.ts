import { eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/identify.ts";

/** The same person in the same session, who has shown who they are so many seconds ago. */
export async function confirmedBefore(actor: Actor, seconds: number): Promise<Actor> {
  const id = actor.sessionId ?? "";
  await database()
    .update(sessions)
    .set({ confirmedAt: sql`now() - make_interval(secs => ${seconds})` })
    .where(eq(sessions.id, id));
  const again = await actorOfSession(id, actor.origin);
  if (again === null) throw new Error("The session is over.");
  return again;
}
