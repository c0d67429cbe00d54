import "server-only";
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { createGzip } from "node:zlib";
import { type Snapshot, withSnapshot } from "#db/snapshot.ts";
import { inChunks, textOf, writeText } from "#lib/backup/bytes.ts";
import { claim } from "#lib/backup/claim.ts";
import {
  type BackupHead,
  BEGUN_FILE,
  blobPath,
  DATABASE_FOLDER,
  FORMAT,
  FORMAT_VERSION,
  HEAD_FILE,
  JOBS_FILE,
  type KeptSecrets,
  MANIFEST_FILE,
  MARK_FILE,
  OBJECTS_FILE,
  SECRETS_FILE,
  stampOf,
  tableFile,
} from "#lib/backup/format.ts";
import { generationsIn, removeUnfinished, stampsIn } from "#lib/backup/generations.ts";
import { inOrder } from "#lib/backup/in-order.ts";
import { type Buckets, type Kept, keepObject } from "#lib/backup/keep-object.ts";
import { notedIn, recordsOf } from "#lib/backup/lines.ts";
import type { Place } from "#lib/backup/place.ts";
import { Remembered } from "#lib/backup/remembered.ts";
import { readWanted, WANTED, writeWanted } from "#lib/backup/wanted-list.ts";
import { TextFile } from "#lib/moving/export-file.ts";

export type Making = {
  /** The database, by a role that may read all of it. */
  databaseUrl: string;
  from: Buckets;
  place: Place;
  atOnce: number;
  signal: AbortSignal;
  /** The ids of the secrets that its sealed values need, and the secrets where they are to be kept too. */
  secretIds: string[];
  secrets: KeptSecrets | null;
  onTables: (tables: number, rows: number) => void;
  onMeasured: (all: { files: number; bytes: number }) => void;
  onObject: (kept: Kept) => void;
};

type File = { file: string; sha256: string; rows: number };

/** What a run has on this machine while it works. */
const NOTED = "objects.ndjson";
const KNOWN = "known.ndjson";

const NEW_LINE = 0x0a;

/** Writes a text packed, and counts its lines: a row of COPY, or of JSON, is one. */
async function pack(place: Place, path: string, text: Readable): Promise<{ sha256: string; rows: number }> {
  let rows = 0;
  let sha256 = "";
  const count = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      for (let at = piece.indexOf(NEW_LINE); at >= 0; at = piece.indexOf(NEW_LINE, at + 1)) rows += 1;
      yield piece;
    }
  };
  await pipeline(text, count, createGzip(), async (packed: AsyncIterable<Buffer>) => {
    sha256 = await place.write(() => path, inChunks(packed), null);
  });
  return { sha256, rows };
}

async function writeTables(making: Making, folder: string, snapshot: Snapshot) {
  const tables: BackupHead["tables"] = [];
  for (const table of snapshot.tables) {
    making.signal.throwIfAborted();
    const file = tableFile(table.name);
    const packed = await pack(making.place, folder + file, Readable.from(snapshot.rows(table)));
    tables.push({ ...table, file, ...packed });
  }
  const jobs: File = {
    file: JOBS_FILE,
    ...(await pack(making.place, folder + JOBS_FILE, Readable.from(snapshot.jobs()))),
  };
  return { tables, jobs };
}

async function* withWhatIsKept(work: string, remembered: Remembered) {
  for await (const wanted of readWanted(work)) yield { wanted, before: await remembered.find(wanted.key) };
}

/** What the last whole generation has, and what was kept since by a run that came to no end. */
async function remember({ place }: Making): Promise<Remembered> {
  const known = join(place.work, KNOWN);
  const left = join(place.work, `${NOTED}.part`);
  if (await stat(left).catch(() => null)) await rename(left, known);
  const last = (await generationsIn(place)).at(-1);
  return new Remembered([
    notedIn(known),
    ...(last ? [recordsOf(place, `${DATABASE_FOLDER}${last}/${OBJECTS_FILE}`, null)] : []),
  ]);
}

async function keepObjects(making: Making, folder: string): Promise<BackupHead["objects"]> {
  const { place, from, signal } = making;
  const remembered = await remember(making);
  const [noted, manifest] = [
    new TextFile(join(place.work, NOTED)),
    new TextFile(join(place.work, MANIFEST_FILE)),
  ];
  const sums = { bytes: 0, missing: 0, differing: 0 };
  const done = inOrder(withWhatIsKept(place.work, remembered), making, async ({ wanted, before }) => ({
    wanted,
    ...(await keepObject(wanted, before, { place, from, signal })),
  }));
  for await (const { wanted, record, is } of done) {
    making.onObject({ record, is: is === "missing" && wanted.optional ? "there" : is });
    if (is === "missing" && wanted.optional) continue;
    if (is === "missing") sums.missing += 1;
    if (is === "differs") sums.differing += 1;
    if (record.sha256 !== null) {
      sums.bytes += record.size;
      await manifest.write(`${record.sha256}  ${blobPath(record.sha256)}\n`);
    }
    await noted.write(`${JSON.stringify(record)}\n`);
  }
  await noted.end();
  await manifest.end();
  const read = (name: string) => createReadStream(join(place.work, name));
  await place.write(() => folder + MANIFEST_FILE, inChunks(read(MANIFEST_FILE)), null);
  return { file: OBJECTS_FILE, ...(await pack(place, folder + OBJECTS_FILE, read(NOTED))), ...sums };
}

/** Now, or the first second that has no generation yet. */
async function nextMoment(place: Place): Promise<Date> {
  const taken = await stampsIn(place);
  for (;;) {
    const now = new Date();
    if (!taken.includes(stampOf(now))) return now;
    await pause(100);
  }
}

/**
 * Looks once more whether everything is there that a generation has, before its head says so: another machine's run may
 * have taken something away.
 * @throws {Error} in words for the terminal.
 */
async function requireAll(
  place: Place,
  folder: string,
  run: string,
  files: readonly string[],
): Promise<void> {
  const begun = await textOf(place, folder + BEGUN_FILE);
  if (begun !== run)
    throw new Error(`Another backup was made in ${place.name} at the same time: say the same again.`);
  for (const file of files) {
    if (((await place.size(file)) ?? 0) > 0) continue;
    throw new Error(
      `${file} is not in ${place.name} any more: does another command work there? Say the same again when it has ended.`,
    );
  }
}

async function begin(making: Making, snapshot: Snapshot, run: string): Promise<Date> {
  const { place } = making;
  await claim(place, snapshot);
  await place.tidy();
  await removeUnfinished(place);
  const begun = await nextMoment(place);
  await writeText(place, `${DATABASE_FOLDER}${stampOf(begun)}/${BEGUN_FILE}`, run);
  return begun;
}

/**
 * Keeps an installation: first the database as it is at one moment, then every object that it names at that moment and
 * that is not there yet. Whatever is stored meanwhile belongs to the next backup; what is deleted meanwhile and could not
 * be copied any more is told as missing. Killed at any moment, the next run goes on with the objects that are there.
 * @returns the generation's name, and what it holds.
 * @throws {Error} in words for the terminal; {AppError} `storage_*`.
 */
export async function makeBackup(making: Making): Promise<{ stamp: string; head: BackupHead }> {
  const { place } = making;
  await mkdir(place.work, { recursive: true, mode: 0o700 });
  const run = `${JSON.stringify({ run: randomUUID() })}\n`;
  const taken = await withSnapshot(making.databaseUrl, async (snapshot) => {
    const begun = await begin(making, snapshot, run);
    const written = await writeTables(making, `${DATABASE_FOLDER}${stampOf(begun)}/`, snapshot);
    making.onTables(
      written.tables.length,
      written.tables.reduce((sum, { rows }) => sum + rows, 0),
    );
    making.onMeasured(await writeWanted(place.work, snapshot));
    const { version, server, sequences } = snapshot;
    return { ...written, begun, version, server, sequences };
  });
  const stamp = stampOf(taken.begun);
  const folder = `${DATABASE_FOLDER}${stamp}/`;
  const objects = await keepObjects(making, folder);
  if (making.secrets !== null)
    await writeText(place, folder + SECRETS_FILE, `${JSON.stringify(making.secrets, null, 2)}\n`);
  const head: BackupHead = {
    format: FORMAT,
    format_version: FORMAT_VERSION,
    made_at: taken.begun.toISOString(),
    schema_version: taken.version,
    server: taken.server,
    tables: taken.tables,
    sequences: taken.sequences,
    jobs: taken.jobs,
    objects,
    secrets: { ids: making.secretIds, included: making.secrets !== null },
  };
  const files = [...taken.tables, taken.jobs, objects].map(({ file }) => folder + file);
  if (making.secrets !== null) files.push(folder + SECRETS_FILE);
  await requireAll(place, folder, run, [MARK_FILE, ...files]);
  await writeText(place, folder + HEAD_FILE, `${JSON.stringify(head, null, 2)}\n`);
  for (const name of [WANTED, NOTED, KNOWN, MANIFEST_FILE]) await rm(join(place.work, name), { force: true });
  return { stamp, head };
}
