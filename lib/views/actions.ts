"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { ListParam } from "#lib/documents/list-query.ts";
import { parseInput } from "#lib/parse-input.ts";
import { changeView, deleteView, moveView, saveView } from "#lib/views/mutations.ts";
import { newView, viewChange, viewId, viewMove } from "#lib/views/schema.ts";
import type { SavedView } from "#lib/views/types.ts";

type Params = Partial<Record<ListParam, string | null>>;

/** Saves a view; each of these answers all views as they are then. */
export async function saveViewAction(request: {
  name: string;
  params: Params;
  at?: number;
}): Promise<ActionResult<SavedView[]>> {
  return runActorAction((actor) => {
    const { name, params, at } = parseInput(newView, request);
    return saveView(actor, { name, query: params, at });
  });
}

/** Gives a view another name, or has it show something else. */
export async function changeViewAction(request: {
  id: string;
  name?: string;
  params?: Params;
}): Promise<ActionResult<SavedView[]>> {
  return runActorAction((actor) => {
    const { id, name, params } = parseInput(viewChange, request);
    return changeView(actor, id, { name, query: params });
  });
}

/** Moves a view one place up (-1) or down. */
export async function moveViewAction(id: string, by: -1 | 1): Promise<ActionResult<SavedView[]>> {
  return runActorAction((actor) => {
    const move = parseInput(viewMove, { id, by });
    return moveView(actor, move.id, move.by);
  });
}

/** Deletes a view. */
export async function deleteViewAction(id: string): Promise<ActionResult<SavedView[]>> {
  return runActorAction((actor) => deleteView(actor, parseInput(viewId, id)));
}
