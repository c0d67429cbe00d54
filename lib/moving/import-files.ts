import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import type { Kind } from "#lib/documents/constants.ts";
import { AppError } from "#lib/errors.ts";
import { knownError } from "#lib/known-error.ts";
import { LOOKED_UP, STOPS } from "#lib/moving/constants.ts";
import { describeFile, plainly } from "#lib/moving/describe.ts";
import { findStamped, findStored, storedSizes } from "#lib/moving/journal.data.ts";
import { addTo, beginRun, endRun, type Totals } from "#lib/moving/journal.mutations.ts";
import { allAtOnce } from "#lib/moving/pool.ts";
import { keepSheet, sheetCells, unmetRows } from "#lib/moving/sheet.mutations.ts";
import type { SheetRow } from "#lib/moving/sheet.ts";
import { fileKey } from "#lib/moving/source-key.ts";
import { judgeFile, storeFile } from "#lib/moving/store-file.ts";
import type { Outcome, SourceEntry } from "#lib/moving/types.ts";
import { schoolRoom } from "#lib/quota/data.ts";
import { planUpload } from "#lib/uploads/plan.ts";

export type Import = {
  /** What the source is called: a folder, or a bucket and a prefix. */
  name: string;
  /** Every file of the source; called twice. */
  files: () => AsyncIterable<SourceEntry>;
  sheet: (() => AsyncIterable<SheetRow>) | null;
  usual: { kind: Kind };
  isDry: boolean;
  atOnce: number;
  signal: AbortSignal;
  /** Told before anything is stored: how many files there are to look at, and their bytes. */
  onMeasured: (all: { files: number; bytes: number }) => void;
  onOutcome: (outcome: Outcome) => void;
};

type Met = { entry: SourceEntry; cells: SheetRow["cells"] };

/** The files of a source with their rows of metadata. */
async function* withRows(
  actor: Actor,
  runId: string,
  { files, sheet }: Import,
  options: { met: boolean },
): AsyncGenerator<Met> {
  let batch: SourceEntry[] = [];
  async function* described() {
    const paths = batch.map(({ path }) => path);
    const cells = sheet === null ? new Map() : await sheetCells(actor, runId, paths, options);
    for (const entry of batch) yield { entry, cells: cells.get(entry.path) ?? {} };
    batch = [];
  }
  for await (const entry of files()) {
    batch.push(entry);
    if (batch.length >= LOOKED_UP) yield* described();
  }
  yield* described();
}

/** Whether a file will be refused by its name, type or size, as far as is known before it is read. */
function isRefused(actor: Actor, { entry, cells }: Met, { usual }: Import): boolean {
  try {
    planUpload(actor, { ...plainly(entry.path, cells, usual), size: entry.size ?? 0 }, () => "through");
    return false;
  } catch (error) {
    if (error instanceof AppError) return true;
    throw error;
  }
}

/**
 * Counts what there is to do, and makes sure that the school has room for all that is new before anything of it is
 * stored.
 * @throws {AppError} `quota_exceeded`.
 */
async function measure(actor: Actor, runId: string, asked: Import): Promise<void> {
  const all = { files: 0, bytes: 0 };
  let fresh = 0;
  let batch: { path: string; size: number }[] = [];
  const weigh = async () => {
    const known = await storedSizes(
      actor,
      batch.map(({ path }) => path),
    );
    for (const { path, size } of batch) if (!known.has(`${size} ${path}`)) fresh += size;
    batch = [];
  };
  for await (const met of withRows(actor, runId, asked, { met: false })) {
    asked.signal.throwIfAborted();
    all.files += 1;
    all.bytes += met.entry.size ?? 0;
    if (met.entry.leftOut !== null || isRefused(actor, met, asked)) continue;
    batch.push({ path: met.entry.path, size: met.entry.size ?? 0 });
    if (batch.length >= LOOKED_UP) await weigh();
  }
  await weigh();
  const room = await schoolRoom(actor);
  if (room !== null && fresh > room.left)
    throw new AppError("quota_exceeded", {
      limit: room.quota,
      used: room.used,
      left: room.left,
      size: fresh,
    });
  asked.onMeasured(all);
}

async function importOne(actor: Actor, runId: string, asked: Import, met: Met): Promise<Outcome> {
  const { path, size, leftOut, stamp } = met.entry;
  if (leftOut !== null) return { path, size, is: "left_out", why: leftOut };
  const described = await describeFile(actor, path, met.cells, asked.usual);
  if (size === 0) throw new AppError("empty_file");
  // What its name and size forbid is refused before a byte is read.
  planUpload(actor, { ...described, size: size ?? 1 }, () => "through");
  const known = stamp === null ? null : await findStamped(actor, { path, size: size ?? 0, stamp });
  if (known !== null) return { path, size, is: "already", ...known };
  await using file = await openOf(met.entry);
  const sourceKey = fileKey({ path, ...file });
  const stored = await findStored(actor, sourceKey);
  if (stored !== null) return { path, size: file.size, is: "already", ...stored };
  const toStore = { sourceKey, path, stamp, described, file };
  const { sha256 } = file;
  if (asked.isDry) {
    await judgeFile(actor, toStore);
    return { path, size: file.size, is: "stored", documentId: null, sha256 };
  }
  const { documentId, already } = await storeFile(actor, runId, toStore);
  return already
    ? { path, size: file.size, is: "already", documentId, sha256, gone: false }
    : { path, size: file.size, is: "stored", documentId, sha256 };
}

class Unreadable extends Error {}

async function openOf(entry: SourceEntry) {
  try {
    return await entry.open();
  } catch (error) {
    if (knownError(error) !== null) throw error;
    throw new Unreadable("It cannot be read.", { cause: error });
  }
}

async function tried(actor: Actor, runId: string, asked: Import, met: Met): Promise<Outcome> {
  const { path, size } = met.entry;
  try {
    return await importOne(actor, runId, asked, met);
  } catch (error) {
    if (error instanceof Unreadable) return { path, size, is: "left_out", why: "unreadable" };
    const known = knownError(error);
    if (known === null || STOPS.has(known.code)) throw error;
    return { path, size, is: "refused", code: known.code, details: known.details };
  }
}

async function importAll(actor: Actor, runId: string, asked: Import, totals: Totals): Promise<void> {
  const note = (outcome: Outcome) => {
    addTo(totals, outcome);
    asked.onOutcome(outcome);
  };
  if (asked.sheet !== null) await keepSheet(actor, runId, asked.sheet());
  await measure(actor, runId, asked);
  await allAtOnce(withRows(actor, runId, asked, { met: true }), asked.atOnce, asked.signal, async (met) => {
    note(await tried(actor, runId, asked, met));
  });
  if (asked.sheet === null) return;
  // Told until there are none: those that were told are taken off.
  for (let rows = await unmetRows(actor, runId, LOOKED_UP); rows.length > 0; ) {
    for (const { path } of rows) note({ path, size: null, is: "left_out", why: "not_there" });
    await sheetCells(
      actor,
      runId,
      rows.map(({ path }) => path),
      { met: true },
    );
    rows = await unmetRows(actor, runId, LOOKED_UP);
  }
}

/**
 * Imports every file of a source, several at once; one that is refused does not stop the others. A run that was killed
 * is gone on with by the next one. In a dry run nothing is stored, and everything is judged as if it were.
 * @returns what came of it.
 * @throws {AppError} `forbidden`; `quota_exceeded` before anything is stored where not all that is new fits; `storage_*`
 * and `database_unavailable` where they stay away: what was stored until then stays.
 */
export async function importFiles(actor: Actor, asked: Import): Promise<Totals> {
  await authorize(actor, permissionFor(asked.usual.kind, "write"));
  const runId = await beginRun(actor, asked.name, asked.isDry);
  const totals: Totals = { stored: 0, storedBytes: 0, already: 0, left: 0 };
  try {
    await importAll(actor, runId, asked, totals);
  } finally {
    await endRun(actor, runId, totals).catch(() => undefined);
  }
  return totals;
}
