"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { Kind } from "#lib/documents/constants.ts";
import type { UploadRule } from "#lib/documents/school-policy.ts";
import { parseInput } from "#lib/parse-input.ts";
import { setUploadRule } from "#lib/upload-rules/mutations.ts";
import { ruleChange } from "#lib/upload-rules/schema.ts";

/** Sets which types and sizes the school takes of a kind, and answers the rule as it is then. */
export async function setUploadRuleAction(change: {
  kind: Kind;
  from: UploadRule | null;
  to: UploadRule | null;
}): Promise<ActionResult<UploadRule | null>> {
  return runActorAction((actor) => setUploadRule(actor, parseInput(ruleChange, change)));
}
