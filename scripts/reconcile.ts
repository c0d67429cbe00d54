import { parseArgs } from "node:util";
import type { RunRow } from "#lib/reconcile/run.mutations.ts";
import { HASHES, type Hashes, SORTS, type Sort } from "#lib/reconcile/types.ts";
import { type Outcome, progressLine, summary, wordsFor } from "#scripts/reconcile/report.ts";
import { useRunningSettings } from "#scripts/running-environment.ts";

const HELP = `Compares the bucket with the database, both ways, and says what does not fit: files without bytes, bytes without
a file, other sizes, unfinished uploads in parts that nobody knows, running totals that are not the sums. Nothing is
changed unless you say so. What is younger than RECONCILE_GRACE_HOURS (24) is left for the next time.

  npm run reconcile [-- --hashes told|read] [--repair [--only SORT ...]] [--manifest FILE] [--json]

  --hashes    also hold checksums against what the store tells of them (told: a request a file) or against the bytes
              (read: every file is read)
  --repair    put right what was found, after one more look at each, every one in the audit:
                file_missing, file_differs   the document is marked and opens no more; nothing of it is deleted
                file_returned                a document that was marked and is right again is opened again
                copy_wrong                   the thumbnail, public copy or logo is made again
                object_unknown               the object is deleted, by the worker's usual job, for good
                parts_unknown                the unfinished upload is given up
                totals_drift                 the totals are set to the sums
              Never more than RECONCILE_MAX_REPAIR_PERCENT (1) of the objects in a day, though always ten; more than
              that, and nothing is touched.
  --only      repair only this sort; may be given more than once
  --manifest  write every fault to this file, a line of JSON each
  --json      one object with every figure, for programs

It is the same run that Settings, Storage, Reconcile shows and that the worker does every week. Killed, it is gone on
with by the worker, or by this command. Keys are shown without the names of files.
Exit code 0 when all fits or all was repaired, 2 when faults are left, 3 when the repair was refused as too large, 1
when it could not be done.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      hashes: { type: "string", default: "none" },
      repair: { type: "boolean", default: false },
      only: { type: "string", multiple: true },
      manifest: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const hashes = HASHES.find((known) => known === values.hashes);
  if (hashes === undefined) throw new Error(`--hashes: one of ${HASHES.join(", ")}.`);
  const wrong = values.only?.find((sort) => !SORTS.some((known) => known === sort));
  if (wrong !== undefined) throw new Error(`--only: "${wrong}" is none of ${SORTS.join(", ")}.`);
  if (values.only && !values.repair) throw new Error("--only says what to repair: it goes with --repair.");
  useRunningSettings();
  const sorts = (values.only ?? SORTS) as readonly Sort[];
  const outcome = await reconcile(hashes, values.repair ? sorts : null, values.json);
  if (values.manifest !== undefined) await writeManifest(outcome.run.id, values.manifest);
  process.stdout.write(values.json ? `${JSON.stringify(summary(outcome), null, 2)}\n` : wordsFor(outcome));
  process.exitCode = outcome.isRefused ? 3 : outcome.left > 0 ? 2 : 0;
}

async function reconcile(hashes: Hashes, repair: readonly Sort[] | null, quiet: boolean): Promise<Outcome> {
  const { localOrigin } = await import("#lib/http/origin.ts");
  const { beginRun } = await import("#lib/reconcile/run.mutations.ts");
  const { workOn } = await import("#lib/reconcile/run.ts");
  const { findRun } = await import("#lib/reconcile/runs.data.ts");
  const subject = { origin: localOrigin("npm run reconcile") };
  const { run, isNew } = await beginRun(subject, { origin: "command", hashes, job: false });
  const say = (line: string) => quiet || process.stderr.write(line);
  if (!isNew) say("A run is under way already; this goes on with it.\n");
  const line = process.stderr.isTTY;
  await workOn(run.id, { tell: (now: RunRow) => line && say(`\r${progressLine(now)}`) });
  if (line) say("\r\u001b[K");
  let isRefused = false;
  const ended = await findRun(run.id);
  if (ended?.state !== "done") throw new Error("The run was stopped, or failed: see the log of the worker.");
  if (repair !== null) isRefused = await repairRun(run.id, repair);
  const { countFindings } = await import("#lib/reconcile/runs.data.ts");
  const counts = await countFindings(run.id);
  const left = counts.reduce((sum, { repair: how, count }) => sum + (how === null ? count : 0), 0);
  return { run: (await findRun(run.id)) ?? ended, counts, left, isRefused };
}

/** Repairs; answers whether that was refused as too large. */
async function repairRun(runId: string, sorts: readonly Sort[]): Promise<boolean> {
  const { AppError } = await import("#lib/errors.ts");
  const { localOrigin } = await import("#lib/http/origin.ts");
  const { beginRepair } = await import("#lib/reconcile/repair.mutations.ts");
  const { workOnRepair } = await import("#lib/reconcile/repair.ts");
  try {
    await beginRepair({ origin: localOrigin("npm run reconcile") }, runId, { sorts, job: false });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "repair_too_large") return true;
    // There is nothing to repair.
    if (error.code === "not_found") return false;
    throw error;
  }
  await workOnRepair(runId);
  return false;
}

async function writeManifest(runId: string, file: string): Promise<void> {
  const { createWriteStream } = await import("node:fs");
  const { pipeline } = await import("node:stream/promises");
  const { manifestLines } = await import("#lib/reconcile/manifest.ts");
  await pipeline(manifestLines(runId, "ndjson"), createWriteStream(file, { mode: 0o600 }));
}

try {
  await main();
} catch (error) {
  const { AppError } = await import("#lib/errors.ts");
  const said = error instanceof AppError ? `${error.code} (${error.message})` : null;
  process.stderr.write(
    `${said ?? (error instanceof Error ? error.message.split("\n")[0] : String(error))}\n`,
  );
  process.exitCode = 1;
} finally {
  const { closeDatabase } = await import("#db/client.ts");
  await closeDatabase();
}
