import "server-only";
import { loadDatabase } from "#db/load.ts";
import { migrateDatabase, migrateTo } from "#db/migrate.ts";
import { type Snapshot, type Table, withSnapshot } from "#db/snapshot.ts";
import { hashOf, patiently } from "#lib/backup/bytes.ts";
import { inOrder } from "#lib/backup/in-order.ts";
import { type Buckets, bucketOf } from "#lib/backup/keep-object.ts";
import { putObject } from "#lib/backup/put-object.ts";
import { requireUnused } from "#lib/backup/restore.mutations.ts";
import { type DatabaseRoles, requireStill } from "#lib/backup/still.data.ts";
import type { Wanted } from "#lib/backup/wanted.data.ts";
import { readWanted, writeWanted } from "#lib/backup/wanted-list.ts";
import { headHeld, readHeld } from "#lib/storage/carry.ts";

/** What became of one object: `missing` in the old bucket, `differs` where it has other bytes than were uploaded. */
export type Carried = { key: string; size: number; is: "there" | "copied" | "missing" | "differs" };

export type Moving = {
  /** The old database. */
  source: DatabaseRoles;
  from: Buckets;
  target: DatabaseRoles;
  to: Buckets;
  /** A folder of this machine for the list of what is to be carried over. */
  work: string;
  atOnce: number;
  signal: AbortSignal;
  /** The target's tables are there, and nothing is in them: what the bucket can do is to be looked at. */
  onReady: () => Promise<void>;
  onMeasured: (all: { files: number; bytes: number }) => void;
  onObject: (carried: Carried) => void;
  onTable: (table: Table, rows: number) => void;
};

async function carry(wanted: Wanted, { from, to, signal }: Moving): Promise<Carried> {
  const { key } = wanted;
  const old = bucketOf(from, wanted.bucket);
  const held = await patiently(() => headHeld(old, key), signal);
  if (held === null) return { key, size: wanted.size ?? 0, is: wanted.optional ? "there" : "missing" };
  const { size, type, disposition, cache } = held;
  const read = (start: number, end: number) => patiently(() => readHeld(old, key, start, end), signal);
  const send = (sha256: string) => {
    const put = { key, size, sha256, kept: { type, disposition, cache }, replaces: wanted.changes };
    return putObject(bucketOf(to, wanted.bucket), put, read, signal);
  };
  const done = await send(wanted.sha256 ?? (await hashOf(size, read)));
  if (done === "there" || done === "copied") return { key, size, is: done };
  // It goes as it is: what was lost before is not lost a second time.
  if ((await send(await hashOf(size, read))) === "other")
    throw new Error(`The new bucket has another file in the place of ${key}: give an empty bucket.`);
  return { key, size, is: "differs" };
}

/** As COPY has them: a line each. */
async function* counting(rows: AsyncIterable<Uint8Array>, counted: { rows: number }) {
  for await (const piece of rows) {
    for (let at = piece.indexOf(0x0a); at >= 0; at = piece.indexOf(0x0a, at + 1)) counted.rows += 1;
    yield piece;
  }
}

const NEWEST_EVENT = "select id::text from audit_events order by id desc limit 1";

async function newestEvent(snapshot: Snapshot): Promise<string> {
  for await (const [row] of snapshot.ask<{ id: string }>(NEWEST_EVENT)) return row?.id ?? "";
  return "";
}

/**
 * Copying takes hours, and somebody may have started the app meanwhile: what was done in it would stay behind.
 * @throws {Error} in words for the terminal.
 */
async function requireUnchanged({ source }: Moving, before: string): Promise<void> {
  await requireStill(source, "the database that is to be moved");
  if ((await withSnapshot(source.ownerUrl, newestEvent)) === before) return;
  throw new Error(
    "Somebody has used the app while it was moved: what they did would have stayed behind. Nothing has moved; end the app on every machine and say the same again.",
  );
}

/**
 * Takes an installation over to another database and other buckets: every object first, each held against its hash as
 * the new bucket has it, then the database in one transaction, straight from one to the other. Nothing of the old one is
 * changed. Killed at any moment before its end, the new database is unused and the same can be said again.
 * @throws {Error} in words for the terminal; {AppError} `storage_*`.
 */
export async function moveInstallation(moving: Moving): Promise<void> {
  const { target } = moving;
  await requireUnused(target.ownerUrl);
  await requireStill(moving.source, "the database that is to be moved");
  await withSnapshot(moving.source.ownerUrl, async (snapshot) => {
    await migrateTo(target.ownerUrl, target.appUrl, snapshot.version);
    await moving.onReady();
    await requireStill(target, "the new database");
    moving.onMeasured(await writeWanted(moving.work, snapshot));
    for await (const carried of inOrder(readWanted(moving.work), moving, (wanted) => carry(wanted, moving)))
      moving.onObject(carried);
    const counted = { rows: 0 };
    const before = await newestEvent(snapshot);
    await loadDatabase(target.ownerUrl, {
      tables: snapshot.tables,
      sequences: snapshot.sequences,
      rows(table) {
        counted.rows = 0;
        return counting(snapshot.rows(table), counted);
      },
      jobs: () => snapshot.jobs(),
      copy: null,
      beforeCommit: () => requireUnchanged(moving, before),
      onTable(table, rows) {
        if (rows !== counted.rows)
          throw new Error(`${table.name} has ${counted.rows} rows, and ${rows} came.`);
        moving.onTable(table, rows);
      },
    });
  });
  await migrateDatabase(target.ownerUrl, target.appUrl);
}
