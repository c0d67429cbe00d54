"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { countReports, listReports, studentReports } from "#lib/reports/data.ts";
import { type ReportParam, readReportQuery } from "#lib/reports/report-query.ts";
import { addType, archiveType, renameType } from "#lib/reports/report-types.mutations.ts";
import { reportListRequest, typeArchiving, typeName, typeRename } from "#lib/reports/schema.ts";
import type { OwnReportType, ReportCount, ReportItem, ReportPage } from "#lib/reports/types.ts";
import { studentId } from "#lib/students/schema.ts";

type ListRequest = { params: Partial<Record<ReportParam, string | null>> };

/** The next page of the list. */
export async function listReportsAction(
  request: ListRequest & { cursor: string | null },
): Promise<ActionResult<ReportPage>> {
  return runActorAction((actor) => {
    const { params, cursor } = parseInput(reportListRequest, request);
    return listReports(
      actor,
      readReportQuery((name) => params[name]),
      cursor ?? null,
    );
  });
}

/** The first page of the list as it is now, and how many there are. */
export async function rereadReportsAction(
  request: ListRequest,
): Promise<ActionResult<{ page: ReportPage; count: ReportCount }>> {
  return runActorAction(async (actor) => {
    const { params } = parseInput(reportListRequest, request);
    const query = readReportQuery((name) => params[name]);
    const [page, count] = await Promise.all([listReports(actor, query), countReports(actor, query)]);
    return { page, count };
  });
}

/** The reports of a student, the latest year first. */
export async function studentReportsAction(id: string): Promise<ActionResult<ReportItem[]>> {
  return runActorAction((actor) => studentReports(actor, parseInput(studentId, id)));
}

/** Adds a type of report; answers the school's own as they are then, as the other actions do. */
export async function addTypeAction(name: string): Promise<ActionResult<OwnReportType[]>> {
  return runActorAction((actor) => addType(actor, parseInput(typeName, name)));
}

/** Gives a type of report another name. */
export async function renameTypeAction(request: {
  slug: string;
  name: string;
}): Promise<ActionResult<OwnReportType[]>> {
  return runActorAction((actor) => {
    const { slug, name } = parseInput(typeRename, request);
    return renameType(actor, slug, name);
  });
}

/** Takes a type of report out of what is offered, or offers it again. */
export async function archiveTypeAction(request: {
  slug: string;
  archived: boolean;
}): Promise<ActionResult<OwnReportType[]>> {
  return runActorAction((actor) => {
    const { slug, archived } = parseInput(typeArchiving, request);
    return archiveType(actor, slug, archived);
  });
}
