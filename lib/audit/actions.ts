"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { trailState } from "#lib/audit/check.data.ts";
import { requestCheck } from "#lib/audit/check.mutations.ts";
import type { TrailState } from "#lib/audit/types.ts";

/** Has the trail of the school checked. */
export async function checkTrailAction(): Promise<ActionResult<TrailState>> {
  return runActorAction(async (actor) => {
    await requestCheck(actor);
    return trailState(actor);
  });
}

/** How far a check that was asked for is. */
export async function trailStateAction(): Promise<ActionResult<TrailState>> {
  return runActorAction((actor) => trailState(actor));
}
