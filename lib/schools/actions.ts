"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { foundSchool } from "#lib/schools/mutations.ts";
import { wantedSchool } from "#lib/schools/schema.ts";
import type { MadeSchool, WantedSchool } from "#lib/schools/types.ts";

/** Makes a school; answers its administrator's link, this once. */
export async function foundSchoolAction(wanted: WantedSchool): Promise<ActionResult<MadeSchool>> {
  return runActorAction((actor) => foundSchool(actor, parseInput(wantedSchool, wanted)));
}
