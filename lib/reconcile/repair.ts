import "server-only";
import type { AuditSubject } from "#lib/audit/types.ts";
import { findDrift } from "#lib/documents/recount.mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { log } from "#lib/log.ts";
import { AT_ONCE, REQUESTS_PER_SECOND, SLICE_MS } from "#lib/reconcile/constants.ts";
import { Pace } from "#lib/reconcile/pace.ts";
import { checkHash, isAbandoned, recheck } from "#lib/reconcile/recheck.ts";
import {
  continueRepair,
  endRepair,
  type FindingRow,
  nextRepairs,
  repairOne,
  settleOver,
} from "#lib/reconcile/repair.mutations.ts";
import { findKnown } from "#lib/reconcile/rows.data.ts";
import type { RunRow } from "#lib/reconcile/run.mutations.ts";
import type { Found } from "#lib/reconcile/types.ts";
import { abortMultipart } from "#lib/storage/multipart.ts";

/** A finding's row as what was found. */
function foundOf(row: FindingRow): Found {
  const { id: _id, runId: _run, repair: _repair, repairedAt: _at, ...facts } = row;
  const present = Object.entries(facts).filter(([, value]) => value !== null);
  return Object.fromEntries(present) as Found;
}

/** Looks at a finding once more: what it is now, or null when it holds no more. */
async function stillThere(row: FindingRow, settled: Date, pace: Pace): Promise<Found | null> {
  const found = foundOf(row);
  const scope = { bucket: found.bucket ?? "private", settled, pace };
  if (found.sort === "totals_drift") {
    const drift = await findDrift(found.schoolId ?? null);
    return drift.some(({ kind }) => kind === found.kind) ? found : null;
  }
  if (found.sort === "parts_unknown") {
    const { key = "", storeUploadId = "" } = found;
    await pace.turn();
    return (await isAbandoned({ key, storeUploadId })) ? found : null;
  }
  if (found.expectedHash !== undefined && found.key !== undefined) {
    const known = await findKnown(scope.bucket, found.key);
    if (known === null || known.id !== found.objectId) return null;
    return (await checkHash(known, "read", scope)).found;
  }
  return recheck(found, scope);
}

async function repairFinding(
  subject: AuditSubject,
  row: FindingRow,
  settled: Date,
  pace: Pace,
): Promise<void> {
  const found = await stillThere(row, settled, pace);
  if (found === null) {
    await settleOver(row.id);
    return;
  }
  if (found.sort === "parts_unknown") await abortMultipart(found.key ?? "", found.storeUploadId ?? "");
  await repairOne(subject, row.id, found);
}

const settledBy = ({ graceHours, createdAt }: RunRow) =>
  new Date(createdAt.getTime() - graceHours * 3_600_000);

/**
 * Puts right what a repair was asked for, each fault looked at once more. Safe to be killed, and to run twice.
 * @throws {AppError} `storage_*`: what is done stays done.
 */
export async function workOnRepair(
  runId: string,
  options: { until?: () => boolean } = {},
): Promise<"ended" | "open"> {
  const pace = new Pace(REQUESTS_PER_SECOND);
  for (;;) {
    const next = await nextRepairs(runId);
    if (next === null) return "ended";
    const { run, findings } = next;
    if (findings.length === 0) {
      await endRepair(runId, "done");
      return "ended";
    }
    const subject = { userId: run.repairBy, origin: localOrigin("reconcile") };
    const queue = findings.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const row of queue) await repairFinding(subject, row, settledBy(run), pace);
      }),
    );
    if (options.until?.()) return "open";
  }
}

/**
 * Works on a repair for a few seconds, and has the rest done by another job.
 * @param options.lastTry gives it up where it fails once more.
 */
export async function runRepair(runId: string, options: { lastTry: boolean }): Promise<void> {
  const end = Date.now() + SLICE_MS;
  try {
    const state = await workOnRepair(runId, { until: () => Date.now() > end });
    if (state === "open") await continueRepair(runId);
  } catch (error) {
    if (!options.lastTry) throw error;
    log.error({ err: error, runId }, "the repair was given up");
    await endRepair(runId, "failed");
  }
}
