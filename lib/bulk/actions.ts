"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { requireSchool } from "#lib/auth/require-school.ts";
import { bulkOverview, countMatching, listMatching } from "#lib/bulk/data.ts";
import { seeBulkActions, startBulkAction, stopBulkAction, undoBulkAction } from "#lib/bulk/mutations.ts";
import { bulkId, bulkIds, bulkRequest, listMatchingRequest, matchingRequest } from "#lib/bulk/schema.ts";
import type { BulkAction, BulkOverview, BulkRequest, Matching, MatchingFile } from "#lib/bulk/types.ts";
import { documentQuery } from "#lib/documents/document-query.ts";
import { type ListParam, readListQuery } from "#lib/documents/list-query.ts";
import { parseInput } from "#lib/parse-input.ts";

/** How many documents of a list fit at this moment. */
export async function countMatchingAction(request: {
  schoolId: string;
  view: "live" | "trash";
  params: Partial<Record<ListParam, string | null>>;
}): Promise<ActionResult<Matching>> {
  return runActorAction((actor) => {
    const { schoolId, view, params } = parseInput(matchingRequest, request);
    requireSchool(actor, schoolId);
    const query = documentQuery(
      readListQuery((name) => params[name]),
      actor.timeZone,
    );
    return countMatching(actor, { ...query, view });
  });
}

/** The documents of a list that fitted at a moment, for a zip of them. */
export async function listMatchingAction(request: {
  schoolId: string;
  params: Partial<Record<ListParam, string | null>>;
  asOf: string;
}): Promise<ActionResult<MatchingFile[]>> {
  return runActorAction((actor) => {
    const { schoolId, params, asOf } = parseInput(listMatchingRequest, request);
    requireSchool(actor, schoolId);
    const query = documentQuery(
      readListQuery((name) => params[name]),
      actor.timeZone,
    );
    return listMatching(actor, { ...query, view: "live" }, { asOf: new Date(asOf) });
  });
}

/** Begins an action on many documents. */
export async function startBulkActionAction(request: BulkRequest): Promise<ActionResult<BulkAction>> {
  return runActorAction((actor) => startBulkAction(actor, parseInput(bulkRequest, request)));
}

/** Takes back a move to the trash. */
export async function undoBulkActionAction(id: string): Promise<ActionResult<BulkAction>> {
  return runActorAction((actor) => undoBulkAction(actor, parseInput(bulkId, id)));
}

/** Stops an action. */
export async function stopBulkActionAction(id: string): Promise<ActionResult<BulkAction>> {
  return runActorAction((actor) => stopBulkAction(actor, parseInput(bulkId, id)));
}

/** Remembers that the reader has seen how these ended; answers all as they are now. */
export async function seeBulkActionsAction(ids: string[]): Promise<ActionResult<BulkOverview>> {
  return runActorAction(async (actor) => {
    await seeBulkActions(actor, parseInput(bulkIds, ids));
    return bulkOverview(actor);
  });
}
