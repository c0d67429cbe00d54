"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { confirmPicture } from "#lib/profiles/confirm.ts";
import { ownPicture } from "#lib/profiles/data.ts";
import { removePicture } from "#lib/profiles/mutations.ts";
import { requestPicture } from "#lib/profiles/request.ts";
import { pictureId, pictureRequest } from "#lib/profiles/schema.ts";
import type { PictureTicket } from "#lib/profiles/types.ts";

/** A signed request for the reader's own picture. */
export async function requestPictureAction(file: {
  size: number;
  sha256: string;
}): Promise<ActionResult<PictureTicket>> {
  return runActorAction((actor) => requestPicture(actor, parseInput(pictureRequest, file)));
}

/** Has the picture that was sent checked and shown; answers its address. */
export async function confirmPictureAction(id: string): Promise<ActionResult<string | null>> {
  return runActorAction(async (actor) => {
    await confirmPicture(actor, parseInput(pictureId, id));
    return ownPicture(actor);
  });
}

/** Takes the reader's own picture away. */
export async function removePictureAction(): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    await removePicture(actor);
    return null;
  });
}
