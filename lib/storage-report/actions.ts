"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { storageReport } from "#lib/storage-report/data.ts";
import { requestReport } from "#lib/storage-report/mutations.ts";

/** Has the school's files gone through anew. */
export async function requestReportAction(): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    await requestReport(actor);
    return null;
  });
}

/** Whether a report that was asked for is still on its way. */
export async function isMeasuringAction(): Promise<ActionResult<boolean>> {
  return runActorAction(async (actor) => (await storageReport(actor)).isMeasuring);
}
