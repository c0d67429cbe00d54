"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import {
  addClass,
  archiveClass,
  moveClass,
  renameClass,
  restrictClass,
} from "#lib/record-classes/mutations.ts";
import {
  classArchiving,
  classMove,
  className,
  classRename,
  classRestricting,
} from "#lib/record-classes/schema.ts";
import type { CountedClass } from "#lib/record-classes/types.ts";

/** Adds a record class; answers all as they are then, as the other actions do. */
export async function addClassAction(name: string): Promise<ActionResult<CountedClass[]>> {
  return runActorAction((actor) => addClass(actor, parseInput(className, name)));
}

/** Gives a record class another name. */
export async function renameClassAction(request: {
  id: string;
  name: string;
}): Promise<ActionResult<CountedClass[]>> {
  return runActorAction((actor) => {
    const { id, name } = parseInput(classRename, request);
    return renameClass(actor, id, name);
  });
}

/** Moves a record class one place up or down. */
export async function moveClassAction(request: {
  id: string;
  by: -1 | 1;
}): Promise<ActionResult<CountedClass[]>> {
  return runActorAction((actor) => {
    const { id, by } = parseInput(classMove, request);
    return moveClass(actor, id, by);
  });
}

/** Takes a record class out of what is offered, or offers it again. */
export async function archiveClassAction(request: {
  id: string;
  archived: boolean;
}): Promise<ActionResult<CountedClass[]>> {
  return runActorAction((actor) => {
    const { id, archived } = parseInput(classArchiving, request);
    return archiveClass(actor, id, archived);
  });
}

/** Makes the documents of a record class ones for those alone who may see restricted files, or for all again. */
export async function restrictClassAction(request: {
  id: string;
  restricted: boolean;
}): Promise<ActionResult<CountedClass[]>> {
  return runActorAction((actor) => {
    const { id, restricted } = parseInput(classRestricting, request);
    return restrictClass(actor, id, restricted);
  });
}
