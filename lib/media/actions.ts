"use server";

import { z } from "zod";
import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { DocumentPage } from "#lib/documents/types.ts";
import { SHOWN, type Shown } from "#lib/media/constants.ts";
import { listMedia } from "#lib/media/data.ts";
import { parseInput } from "#lib/parse-input.ts";

const request = z.strictObject({ shown: z.enum(SHOWN), cursor: z.string().max(1024).nullable() });

/** A page of the gallery: the first one as it is now, or the next. */
export async function listMediaAction(asked: {
  shown: Shown;
  cursor: string | null;
}): Promise<ActionResult<DocumentPage>> {
  return runActorAction(async (actor) => {
    const { shown, cursor } = parseInput(request, asked);
    return listMedia(actor, shown, cursor);
  });
}
