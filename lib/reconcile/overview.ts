import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePlatform } from "#lib/auth/authorize.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { HISTORY } from "#lib/reconcile/constants.ts";
import { mostRepairs } from "#lib/reconcile/limit.ts";
import { type Format, manifestLines } from "#lib/reconcile/manifest.ts";
import { placeOf } from "#lib/reconcile/place.ts";
import { beginRepair } from "#lib/reconcile/repair.mutations.ts";
import { abandonRun, beginRun, type RunRow } from "#lib/reconcile/run.mutations.ts";
import {
  countFindings,
  findRun,
  firstFindings,
  listRuns,
  repairsToday,
  sumFindings,
} from "#lib/reconcile/runs.data.ts";
import {
  type Hashes,
  type Overview,
  type RunSummary,
  SORTS,
  type Sort,
  type SortSummary,
} from "#lib/reconcile/types.ts";
import { store } from "#lib/storage/client.ts";

/** Faults of each sort that are named on the page. */
const EXAMPLES = 3;

function percentOf({ finishedAt, phase, rows, expected }: RunRow): number {
  if (finishedAt !== null) return 100;
  if (phase === "parts" || phase === "totals" || phase === "end") return 99;
  return expected === 0 ? 0 : Math.min(99, Math.floor((100 * rows) / expected));
}

function toRun(row: RunRow): RunSummary {
  const { id, origin, hashes, state, phase, objects, bytes, rows, hashed, young, graceHours } = row;
  const { workedMs, found, truncated, createdAt, finishedAt, repair } = row;
  return {
    id,
    origin,
    hashes,
    state,
    phase,
    objects,
    bytes,
    rows,
    hashed,
    young,
    graceHours,
    percent: percentOf(row),
    workedMs,
    found,
    truncated,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    repair,
  };
}

async function summarize(runId: string): Promise<SortSummary[]> {
  const [counts, bytes] = await Promise.all([countFindings(runId), sumFindings(runId)]);
  const there = SORTS.filter((sort) => counts.some((row) => row.sort === sort));
  return Promise.all(
    there.map(async (sort) => {
      const own = counts.filter((row) => row.sort === sort);
      const sum = (fits: (row: (typeof own)[number]) => boolean) =>
        own.filter(fits).reduce((total, { count }) => total + count, 0);
      const first = await firstFindings(runId, sort, EXAMPLES);
      return {
        sort,
        found: sum(() => true),
        repaired: sum(({ repair }) => repair === "done"),
        over: sum(({ repair }) => repair === "over"),
        known: sum(({ repair, known }) => repair === null && known),
        open: sum(({ repair, known }) => repair === null && !known),
        bytes: bytes.get(sort) ?? 0,
        examples: first.map(({ key, kind, schoolId, documentId }) => ({
          place: key === null ? (kind ?? "") : placeOf(key),
          schoolId,
          documentId,
        })),
      };
    }),
  );
}

/**
 * Everything about reconciling, for who looks after the installation: ids and places, and no file's name.
 * @throws {AppError} `not_found` for all others.
 */
export async function reconcileOverview(actor: Actor): Promise<Overview> {
  await authorizePlatform(actor);
  const rows = await listRuns(HISTORY);
  const current = rows.find(({ finishedAt }) => finishedAt === null) ?? null;
  const ended = rows.filter(({ finishedAt }) => finishedAt !== null);
  const latest = ended[0] ?? null;
  const limit = latest === null ? 0 : mostRepairs(latest.objects, config().RECONCILE_MAX_REPAIR_PERCENT);
  return {
    current: current && toRun(current),
    latest: latest && toRun(latest),
    sorts: latest === null ? [] : await summarize(latest.id),
    history: ended.map(toRun),
    room: { left: Math.max(0, limit - (await repairsToday())), limit },
  };
}

/**
 * Begins a run, unless one is under way.
 * @throws {AppError} `not_found` for all but who looks after the installation; `storage_not_configured`.
 */
export async function startReconcile(actor: Actor, hashes: Hashes): Promise<Overview> {
  await authorizePlatform(actor);
  store();
  await beginRun(subjectOf(actor), { origin: "page", hashes, job: true });
  return reconcileOverview(actor);
}

/** What is done to the installation is no school's: the audit has it without one. */
const subjectOf = ({ userId, sessionId, origin }: Actor) => ({ userId, sessionId, origin });

/**
 * Stops the run that is under way; what it has found stays.
 * @throws {AppError} `not_found` for all but who looks after the installation.
 */
export async function stopReconcile(actor: Actor, runId: string): Promise<Overview> {
  await authorizePlatform(actor);
  await abandonRun(runId, "stopped", subjectOf(actor));
  return reconcileOverview(actor);
}

/**
 * Has faults of the latest run repaired by the worker.
 * @throws {AppError} `not_found` for all but who looks after the installation, and where there is nothing to repair;
 * `repair_too_large`.
 */
export async function repairReconcile(
  actor: Actor,
  runId: string,
  sorts: readonly Sort[],
): Promise<Overview> {
  await authorizePlatform(actor);
  store();
  await beginRepair(subjectOf(actor), runId, { sorts, job: true });
  return reconcileOverview(actor);
}

/**
 * Everything that a run found, as a file.
 * @throws {AppError} `not_found` for all but who looks after the installation, and for a run that is not there.
 */
export async function openManifest(
  actor: Actor,
  runId: string,
  format: Format,
): Promise<AsyncGenerator<string>> {
  await authorizePlatform(actor);
  if ((await findRun(runId)) === null) throw new AppError("not_found");
  return manifestLines(runId, format);
}
