"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { documentId } from "#lib/documents/schema.ts";
import { schoolLogo } from "#lib/logo/data.ts";
import { chooseLogo, removeLogo } from "#lib/logo/mutations.ts";
import type { Logo } from "#lib/logo/types.ts";
import { parseInput } from "#lib/parse-input.ts";

/** Has a media file made the school's logo. */
export async function chooseLogoAction(id: string): Promise<ActionResult<Logo | null>> {
  return runActorAction(async (actor) => {
    await chooseLogo(actor, parseInput(documentId, id));
    return schoolLogo(actor);
  });
}

/** Removes the school's logo. */
export async function removeLogoAction(): Promise<ActionResult<Logo | null>> {
  return runActorAction(async (actor) => {
    await removeLogo(actor);
    return schoolLogo(actor);
  });
}

/** What the school's logo is now: asked while it changes. */
export async function logoAction(): Promise<ActionResult<Logo | null>> {
  return runActorAction((actor) => schoolLogo(actor));
}
