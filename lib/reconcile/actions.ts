"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import {
  reconcileOverview,
  repairReconcile,
  startReconcile,
  stopReconcile,
} from "#lib/reconcile/overview.ts";
import { repairRequest, runId, startRequest } from "#lib/reconcile/schema.ts";
import type { Hashes, Overview, Sort } from "#lib/reconcile/types.ts";

/** Everything about reconciling as it is now. */
export async function reconcileOverviewAction(): Promise<ActionResult<Overview>> {
  return runActorAction((actor) => reconcileOverview(actor));
}

/** Begins a run. */
export async function startReconcileAction(request: { hashes: Hashes }): Promise<ActionResult<Overview>> {
  return runActorAction((actor) => startReconcile(actor, parseInput(startRequest, request).hashes));
}

/** Stops a run. */
export async function stopReconcileAction(id: string): Promise<ActionResult<Overview>> {
  return runActorAction((actor) => stopReconcile(actor, parseInput(runId, id)));
}

/** Has faults of the latest run repaired. */
export async function repairReconcileAction(request: {
  runId: string;
  sorts: Sort[];
}): Promise<ActionResult<Overview>> {
  return runActorAction((actor) => {
    const { runId: id, sorts } = parseInput(repairRequest, request);
    return repairReconcile(actor, id, sorts);
  });
}
