"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { suggestTags } from "#lib/tags/data.ts";
import { tagSearch } from "#lib/tags/schema.ts";
import type { Tag } from "#lib/tags/types.ts";

/** Tags that have this in their name, of documents that the reader can see. */
export async function suggestTagsAction(q: string): Promise<ActionResult<Tag[]>> {
  return runActorAction((actor) => suggestTags(actor, parseInput(tagSearch, q)));
}
