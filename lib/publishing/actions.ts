"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { documentId } from "#lib/documents/schema.ts";
import { parseInput } from "#lib/parse-input.ts";
import { findPublication } from "#lib/publishing/data.ts";
import { publishDocument, unpublishDocument } from "#lib/publishing/mutations.ts";
import type { Publication } from "#lib/publishing/types.ts";

/** Makes a media file public. */
export async function publishAction(id: string): Promise<ActionResult<Publication>> {
  return runActorAction((actor) => publishDocument(actor, parseInput(documentId, id)));
}

/** Takes a public file back. */
export async function unpublishAction(id: string): Promise<ActionResult<Publication | null>> {
  return runActorAction((actor) => unpublishDocument(actor, parseInput(documentId, id)));
}

/** What a file is to the public now: asked while it changes. */
export async function publicationAction(id: string): Promise<ActionResult<Publication | null>> {
  return runActorAction((actor) => findPublication(actor, parseInput(documentId, id)));
}
