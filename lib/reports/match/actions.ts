"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { type Looked, lookAtReports } from "#lib/reports/match/data.ts";
import { takenSlots } from "#lib/reports/match/existing.data.ts";
import { commonWords, type Match } from "#lib/reports/match/match.ts";
import { dropNames, dropTexts, slots } from "#lib/reports/match/schema.ts";
import type { Slot, SlotTaken } from "#lib/reports/match/types.ts";

/** Whom the files of a drop are about by their names, and what they have in common, for a second look. */
export async function matchNamesAction(
  names: readonly string[],
): Promise<ActionResult<Looked & { common: string[] }>> {
  return runActorAction(async (actor) => {
    const given = parseInput(dropNames, names);
    const common = commonWords(given);
    const looked = await lookAtReports(
      actor,
      given.map((name) => ({ name })),
      common,
    );
    return { ...looked, common };
  });
}

/** Whom files are about by the text of their first pages. */
export async function matchTextsAction(asked: {
  files: readonly { name: string; text: string }[];
  common: readonly string[];
}): Promise<ActionResult<Match[]>> {
  return runActorAction(async (actor) => {
    const { files, common } = parseInput(dropTexts, asked);
    return (await lookAtReports(actor, files, common)).matches;
  });
}

/** The reports that are there already where others are to go. */
export async function takenSlotsAction(asked: readonly Slot[]): Promise<ActionResult<(SlotTaken | null)[]>> {
  return runActorAction((actor) => takenSlots(actor, parseInput(slots, asked)));
}
