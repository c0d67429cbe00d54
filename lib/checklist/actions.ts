"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { addItem, changeItem, moveItem, removeItem } from "#lib/checklist/mutations.ts";
import { itemChange, itemId, itemMove, itemValues } from "#lib/checklist/schema.ts";
import { standingOf } from "#lib/checklist/standing.data.ts";
import type { ChecklistItem, ItemValues, Standing } from "#lib/checklist/types.ts";
import { parseInput } from "#lib/parse-input.ts";

/** Adds an item to the checklist; answers all as they are then, as the other actions do. */
export async function addItemAction(values: ItemValues): Promise<ActionResult<ChecklistItem[]>> {
  return runActorAction((actor) => addItem(actor, parseInput(itemValues, values)));
}

/** Changes an item of the checklist. */
export async function changeItemAction(request: {
  id: string;
  values: ItemValues;
}): Promise<ActionResult<ChecklistItem[]>> {
  return runActorAction((actor) => {
    const { id, values } = parseInput(itemChange, request);
    return changeItem(actor, id, values);
  });
}

/** Moves an item one place up or down. */
export async function moveItemAction(request: {
  id: string;
  by: -1 | 1;
}): Promise<ActionResult<ChecklistItem[]>> {
  return runActorAction((actor) => {
    const { id, by } = parseInput(itemMove, request);
    return moveItem(actor, id, by);
  });
}

/** Takes an item off the checklist. */
export async function removeItemAction(id: string): Promise<ActionResult<ChecklistItem[]>> {
  return runActorAction((actor) => removeItem(actor, parseInput(itemId, id)));
}

/** The checklist of a student as it stands now. */
export async function standingAction(studentId: string): Promise<ActionResult<Standing[]>> {
  return runActorAction((actor) => standingOf(actor, parseInput(itemId, studentId)));
}
