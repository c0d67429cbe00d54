import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { reconcileFindings } from "#db/schema/reconcile-findings.ts";
import { reconcileRuns } from "#db/schema/reconcile-runs.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { LOST_SECONDS, MOST_FINDINGS, RECONCILE_FLAG } from "#lib/reconcile/constants.ts";
import { estimateRows } from "#lib/reconcile/rows.data.ts";
import type { Step } from "#lib/reconcile/step.ts";
import type { Hashes, Sort } from "#lib/reconcile/types.ts";

export type RunRow = typeof reconcileRuns.$inferSelect;

/** Behind what somebody waits for, before the checksums of large files. */
const PRIORITY = 15;

/** Findings written with one statement: PostgreSQL takes so many parameters and no more. */
const CHUNK = 1000;

async function addRunJob(tx: Transaction, runId: string): Promise<void> {
  await addJob(
    tx,
    "reconcile",
    { runId },
    { key: `reconcile:${runId}`, priority: PRIORITY, flag: RECONCILE_FLAG },
  );
}

/**
 * Begins a run, or answers the one that is under way: there is one at a time.
 * @param asked.job false for a command that does the work itself.
 */
export async function beginRun(
  subject: AuditSubject,
  asked: { origin: RunRow["origin"]; hashes: Hashes; job: boolean },
): Promise<{ run: RunRow; isNew: boolean }> {
  const expected = await estimateRows();
  return database().transaction(async (tx) => {
    const [made] = await tx
      .insert(reconcileRuns)
      .values({
        origin: asked.origin,
        hashes: asked.hashes,
        userId: subject.userId ?? null,
        graceHours: config().RECONCILE_GRACE_HOURS,
        expected,
      })
      .onConflictDoNothing()
      .returning();
    if (made === undefined) {
      const [open] = await tx.select().from(reconcileRuns).where(isNull(reconcileRuns.finishedAt));
      // It has ended between the two.
      if (open === undefined) throw new AppError("conflict");
      return { run: open, isNew: false };
    }
    await record(tx, subject, {
      action: "reconcile.started",
      targetType: "reconcile_run",
      targetId: made.id,
      details: { origin: asked.origin, hashes: asked.hashes },
    });
    if (asked.job) await addRunJob(tx, made.id);
    return { run: made, isNew: true };
  });
}

const openOnly = (runId: string) => and(eq(reconcileRuns.id, runId), isNull(reconcileRuns.finishedAt));

/** The run while it is open; null once it has ended. */
export async function openRun(runId: string): Promise<RunRow | null> {
  const [row] = await database().select().from(reconcileRuns).where(openOnly(runId));
  return row ?? null;
}

function countBySort(run: RunRow, step: Step): Partial<Record<Sort, number>> {
  const found = { ...run.found };
  for (const { sort } of step.found) found[sort] = (found[sort] ?? 0) + 1;
  return found;
}

async function endRun(tx: Transaction, row: RunRow, state: "done" | "stopped" | "failed"): Promise<RunRow> {
  const [ended] = await tx
    .update(reconcileRuns)
    .set({ state, finishedAt: sql`clock_timestamp()` })
    .where(eq(reconcileRuns.id, row.id))
    .returning();
  if (ended === undefined) throw new AppError("internal");
  const faults = Object.values(ended.found).reduce((sum, count) => sum + count, 0);
  const origin = { ip: null, userAgent: "reconcile", requestId: row.id };
  await record(
    tx,
    { userId: row.userId, origin },
    {
      action: "reconcile.finished",
      outcome: state === "failed" ? "failed" : "ok",
      targetType: "reconcile_run",
      targetId: row.id,
      details: { state, objects: ended.objects, rows: ended.rows, faults },
    },
  );
  return ended;
}

/**
 * Keeps what a step came to, together with where the run goes on.
 * @returns the run as it is now; null where another worker was faster, or it was stopped: then the step counts for
 * nothing.
 */
export async function keepStep(
  before: RunRow,
  step: Step,
  spent: { ms: number; requests: number },
): Promise<RunRow | null> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(reconcileRuns).where(openOnly(before.id)).for("update");
    if (row === undefined || row.phase !== before.phase || row.cursor !== before.cursor) return null;
    const kept = Object.values(row.found).reduce((sum, count) => sum + count, 0);
    const room = step.found.slice(0, Math.max(0, MOST_FINDINGS - kept));
    for (let at = 0; at < room.length; at += CHUNK) {
      const rows = room.slice(at, at + CHUNK).map((one) => ({ ...one, runId: row.id }));
      await tx.insert(reconcileFindings).values(rows);
    }
    const [now] = await tx
      .update(reconcileRuns)
      .set({
        state: "running",
        phase: step.phase,
        cursor: step.cursor,
        objects: row.objects + step.objects,
        bytes: row.bytes + step.bytes,
        rows: row.rows + step.rows,
        hashed: row.hashed + step.hashed,
        young: row.young + step.young,
        requests: row.requests + spent.requests,
        workedMs: row.workedMs + Math.round(spent.ms),
        found: countBySort(row, step),
        truncated: row.truncated || room.length < step.found.length,
        startedAt: row.startedAt ?? sql`clock_timestamp()`,
        workedAt: sql`clock_timestamp()`,
      })
      .where(eq(reconcileRuns.id, row.id))
      .returning();
    if (now === undefined) return null;
    return step.phase === "end" ? endRun(tx, now, "done") : now;
  });
}

/** Says that a run is being worked on. */
export async function touchRun(runId: string): Promise<void> {
  await database().update(reconcileRuns).set({ workedAt: sql`clock_timestamp()` }).where(openOnly(runId));
}

/**
 * Ends a run before its end; what it has found stays.
 * @param subject who wanted that, where it was somebody.
 */
export async function abandonRun(
  runId: string,
  state: "stopped" | "failed",
  subject?: AuditSubject,
): Promise<void> {
  await database().transaction(async (tx) => {
    const [row] = await tx.select().from(reconcileRuns).where(openOnly(runId)).for("update");
    if (row === undefined) return;
    await endRun(tx, row, state);
    if (subject === undefined) return;
    const target = { targetType: "reconcile_run", targetId: runId };
    await record(tx, subject, { action: "reconcile.stopped", ...target });
  });
}

/** Has the job go on later, behind others that wait. */
export async function continueRun(runId: string): Promise<void> {
  await database().transaction((tx) => addRunJob(tx, runId));
}

/** Adds the job again for a run that stands still: its worker or its command was killed, or its job was lost. */
export async function restartLostRuns(): Promise<void> {
  await database().transaction(async (tx) => {
    const lost = await tx
      .select({ id: reconcileRuns.id })
      .from(reconcileRuns)
      .where(
        sql`${reconcileRuns.finishedAt} is null
          and ${reconcileRuns.workedAt} < now() - make_interval(secs => ${LOST_SECONDS})
          and not exists (
            select from graphile_worker.jobs j
            where j.key = 'reconcile:' || ${reconcileRuns.id}::text
              and j.locked_at is null and j.attempts < j.max_attempts
          )`,
      )
      .for("update", { skipLocked: true });
    for (const { id } of lost) await addRunJob(tx, id);
  });
}
