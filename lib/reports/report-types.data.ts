import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { reportTypes } from "#db/schema/report-types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { BUILT_IN_TYPES } from "#lib/reports/constants.ts";
import type { OwnReportType, ReportType } from "#lib/reports/types.ts";

/** The types that a school has added, by name; read in `tx` where one is given. The caller has authorized. */
export async function ownTypes(
  actor: Pick<Actor, "schoolId">,
  tx: Transaction | Database = database(),
): Promise<OwnReportType[]> {
  const { slug, name, nameKey, archivedAt, schoolId } = reportTypes;
  return tx
    .select({ slug, name, archived: sql<boolean>`${archivedAt} is not null` })
    .from(reportTypes)
    .where(eq(schoolId, actor.schoolId))
    .orderBy(asc(nameKey), asc(slug));
}

/**
 * The types of report of the actor's school: those that every school has, then its own, the archived among them.
 * @throws {AppError} `forbidden`.
 */
export async function listReportTypes(actor: Actor): Promise<ReportType[]> {
  await authorize(actor, "reports:read");
  const own = await ownTypes(actor);
  return [...BUILT_IN_TYPES.map((slug) => ({ slug, name: null, archived: false })), ...own];
}

/**
 * The types that the school has added, for whoever decides on them.
 * @throws {AppError} `forbidden`.
 */
export async function settableTypes(actor: Actor): Promise<OwnReportType[]> {
  await authorize(actor, "settings:manage");
  return ownTypes(actor);
}
