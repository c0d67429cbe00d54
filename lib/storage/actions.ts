"use server";

import { getTranslations } from "next-intl/server";
import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { parseInput } from "#lib/parse-input.ts";
import type { StoreReason } from "#lib/storage/reasons.ts";
import { knownReason } from "#lib/storage/schema.ts";
import { storageTrouble } from "#lib/storage/state.ts";

/**
 * What an administrator can do about a store that failed. Where the page does not know why, the server looks; where it
 * finds nothing, it is this browser that cannot reach the store.
 */
export async function storageAdviceAction(reason: StoreReason | null): Promise<ActionResult<string>> {
  return runActorAction(async (actor) => {
    const named = parseInput(knownReason, reason);
    await authorize(actor, "settings:manage");
    const t = await getTranslations("storageAdvice");
    return t(named ?? (await storageTrouble())?.reason ?? "browser");
  });
}
