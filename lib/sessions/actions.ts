"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { listSessions } from "#lib/sessions/data.ts";
import { endOtherSessions, endSession } from "#lib/sessions/mutations.ts";
import { sessionId } from "#lib/sessions/schema.ts";
import type { SessionItem } from "#lib/sessions/types.ts";

/** Signs another browser of the reader's out, and answers those that are left. */
export async function endSessionAction(id: string): Promise<ActionResult<SessionItem[]>> {
  return runActorAction(async (actor) => {
    await endSession(actor, parseInput(sessionId, id));
    return listSessions(actor);
  });
}

/** Signs all other browsers of the reader's out, and answers how many there were and what is left. */
export async function endOtherSessionsAction(): Promise<
  ActionResult<{ ended: number; left: SessionItem[] }>
> {
  return runActorAction(async (actor) => {
    const ended = await endOtherSessions(actor);
    return { ended, left: await listSessions(actor) };
  });
}
