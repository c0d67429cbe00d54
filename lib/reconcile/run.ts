import "server-only";
import { localOrigin } from "#lib/http/origin.ts";
import { log } from "#lib/log.ts";
import { BEAT_MS, REQUESTS_PER_SECOND, SLICE_MS } from "#lib/reconcile/constants.ts";
import { Pace } from "#lib/reconcile/pace.ts";
import {
  abandonRun,
  beginRun,
  continueRun,
  keepStep,
  openRun,
  type RunRow,
  touchRun,
} from "#lib/reconcile/run.mutations.ts";
import { takeStep } from "#lib/reconcile/step.ts";

const settledBy = ({ graceHours, createdAt }: RunRow) =>
  new Date(createdAt.getTime() - graceHours * 3_600_000);

/** Does one piece of a run and keeps it; null once there is nothing more to do here. */
async function advance(run: RunRow, pace: Pace, window: number | undefined): Promise<RunRow | null> {
  const began = performance.now();
  const before = pace.taken;
  const at = { ...run, settled: settledBy(run), ...(window !== undefined && { window }) };
  const step = await takeStep(at, pace);
  const spent = { ms: performance.now() - began, requests: pace.taken - before };
  return keepStep(run, step, spent);
}

/**
 * Works on a run until `until` says that it is enough, or there is nothing more to do. Safe to be killed at any point,
 * and to run twice at once: a piece counts once.
 * @param options.tell is told after each piece how far it is.
 * @param options.window objects that are held at once.
 * @throws whatever kept a piece from being done; what is done stays done.
 */
export async function workOn(
  runId: string,
  options: { until?: () => boolean; tell?: (run: RunRow) => void; window?: number } = {},
): Promise<"ended" | "open"> {
  const pace = new Pace(REQUESTS_PER_SECOND);
  const beat = setInterval(() => void touchRun(runId).catch(() => undefined), BEAT_MS);
  try {
    for (let run = await openRun(runId); run !== null; run = await openRun(runId)) {
      const now = await advance(run, pace, options.window);
      if (now !== null) options.tell?.(now);
      if (now?.finishedAt) return "ended";
      if (options.until?.()) return "open";
    }
    return "ended";
  } finally {
    clearInterval(beat);
  }
}

/**
 * Works on a run for a few seconds, and has the rest done by another job.
 * @param options.lastTry gives the run up where it fails once more.
 */
export async function runReconcile(runId: string, options: { lastTry: boolean }): Promise<void> {
  const end = Date.now() + SLICE_MS;
  try {
    const state = await workOn(runId, { until: () => Date.now() > end });
    if (state === "open") await continueRun(runId);
  } catch (error) {
    if (!options.lastTry) throw error;
    log.error({ err: error, runId }, "reconciling was given up");
    await abandonRun(runId, "failed");
  }
}

/** Begins the weekly run, unless one is under way. */
export async function beginWeekly(): Promise<void> {
  await beginRun({ origin: localOrigin("worker") }, { origin: "weekly", hashes: "none", job: true });
}
