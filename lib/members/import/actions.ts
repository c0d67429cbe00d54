"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { previewStaff } from "#lib/members/import/data.ts";
import { importStaff } from "#lib/members/import/mutations.ts";
import { staffRows, staffSeal } from "#lib/members/import/schema.ts";
import type { StaffImported, StaffPlan, StaffRow } from "#lib/members/import/types.ts";
import { parseInput } from "#lib/parse-input.ts";

/** What an import of staff would do. */
export async function previewStaffAction(rows: readonly StaffRow[]): Promise<ActionResult<StaffPlan>> {
  return runActorAction((actor) => previewStaff(actor, parseInput(staffRows, rows)));
}

/** Invites what was previewed, or nobody; answers the links, this once, where none are mailed. */
export async function importStaffAction(
  rows: readonly StaffRow[],
  seal: string,
): Promise<ActionResult<StaffImported>> {
  return runActorAction((actor) =>
    importStaff(actor, parseInput(staffRows, rows), parseInput(staffSeal, seal)),
  );
}
