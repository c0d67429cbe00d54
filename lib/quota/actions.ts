"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { setQuota } from "#lib/quota/mutations.ts";
import { quotaChange } from "#lib/quota/schema.ts";

/** Sets what a school may store in all, in bytes; null for no limit. */
export async function setQuotaAction(schoolId: string, quota: number | null): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    const change = parseInput(quotaChange, { schoolId, quota });
    await setQuota(actor, change.schoolId, change.quota);
    return null;
  });
}
