import "server-only";
import { and, desc, eq, gt, isNull, notInArray, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { reconcileFindings } from "#db/schema/reconcile-findings.ts";
import { reconcileRuns } from "#db/schema/reconcile-runs.ts";
import { HARMLESS } from "#lib/reconcile/constants.ts";
import type { Sort } from "#lib/reconcile/types.ts";

/** What of a run is still to be repaired, by sort. */
export async function countOpenFindings(
  tx: Transaction | Database,
  runId: string,
): Promise<Partial<Record<Sort, number>>> {
  const rows = await tx
    .select({ sort: reconcileFindings.sort, count: sql<number>`count(*)::int` })
    .from(reconcileFindings)
    .where(
      and(
        eq(reconcileFindings.runId, runId),
        isNull(reconcileFindings.repair),
        eq(reconcileFindings.known, false),
      ),
    )
    .groupBy(reconcileFindings.sort);
  return Object.fromEntries(rows.map(({ sort, count }) => [sort, count]));
}

/** Repairs of the last 24 hours that touched a file or an object, of whatever run. */
export async function repairsOfToday(tx: Transaction | Database): Promise<number> {
  return tx.$count(
    reconcileFindings,
    and(
      gt(reconcileFindings.repairedAt, sql`now() - interval '24 hours'`),
      eq(reconcileFindings.repair, "done"),
      notInArray(reconcileFindings.sort, [...HARMLESS]),
    ),
  );
}

/** The same, by itself. */
export const repairsToday = () => repairsOfToday(database());

/** A run by its id, or null. */
export async function findRun(runId: string) {
  const rows = await database().select().from(reconcileRuns).where(eq(reconcileRuns.id, runId));
  return rows[0] ?? null;
}

/** The next findings of a run, in the order in which they were found. */
export async function listFindings(runId: string, after: string | null, limit: number) {
  return database()
    .select()
    .from(reconcileFindings)
    .where(
      and(eq(reconcileFindings.runId, runId), after === null ? undefined : gt(reconcileFindings.id, after)),
    )
    .orderBy(reconcileFindings.id)
    .limit(limit);
}

/** What a run found, by sort and by what became of it. */
export async function countFindings(runId: string) {
  const { sort, repair, known } = reconcileFindings;
  return database()
    .select({ sort, repair, known, count: sql<number>`count(*)::int` })
    .from(reconcileFindings)
    .where(eq(reconcileFindings.runId, runId))
    .groupBy(sort, repair, known)
    .orderBy(sort, repair, known);
}

/** Runs, newest first; one that is under way among them. */
export async function listRuns(limit: number) {
  return database()
    .select()
    .from(reconcileRuns)
    .orderBy(desc(reconcileRuns.createdAt), desc(reconcileRuns.id))
    .limit(limit);
}

/** Bytes of what a run found, by sort. */
export async function sumFindings(runId: string): Promise<Map<Sort, number>> {
  const { sort, foundSize, expectedSize } = reconcileFindings;
  const rows = await database()
    .select({ sort, bytes: sql<number>`coalesce(sum(coalesce(${foundSize}, ${expectedSize})), 0)::float8` })
    .from(reconcileFindings)
    .where(eq(reconcileFindings.runId, runId))
    .groupBy(sort);
  return new Map(rows.map((row) => [row.sort, row.bytes]));
}

/** The first findings of one sort. */
export async function firstFindings(runId: string, sort: Sort, limit: number) {
  return database()
    .select()
    .from(reconcileFindings)
    .where(and(eq(reconcileFindings.runId, runId), eq(reconcileFindings.sort, sort)))
    .orderBy(reconcileFindings.id)
    .limit(limit);
}
