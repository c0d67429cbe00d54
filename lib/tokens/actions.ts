"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { listTokens } from "#lib/tokens/data.ts";
import { makeToken, revokeToken } from "#lib/tokens/mutations.ts";
import { tokenId, wantedToken } from "#lib/tokens/schema.ts";
import type { TokenItem, WantedToken } from "#lib/tokens/types.ts";

/** Makes an API token; answers it, this once, and all tokens as they are then. */
export async function makeTokenAction(
  wanted: WantedToken,
): Promise<ActionResult<{ secret: string; tokens: TokenItem[] }>> {
  return runActorAction(async (actor) => {
    const secret = await makeToken(actor, parseInput(wantedToken, wanted));
    return { secret, tokens: await listTokens(actor) };
  });
}

/** Ends an API token; answers all as they are then. */
export async function revokeTokenAction(id: string): Promise<ActionResult<TokenItem[]>> {
  return runActorAction(async (actor) => {
    await revokeToken(actor, parseInput(tokenId, id));
    return listTokens(actor);
  });
}
