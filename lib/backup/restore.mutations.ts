import "server-only";
import postgres from "postgres";
import { isUnused, loadDatabase } from "#db/load.ts";
import { migrateDatabase, migrateTo } from "#db/migrate.ts";
import { aloneFor, type Table } from "#db/snapshot.ts";
import { patiently } from "#lib/backup/bytes.ts";
import { type BackupHead, blobPath, DATABASE_FOLDER, type ObjectRecord } from "#lib/backup/format.ts";
import { inOrder } from "#lib/backup/in-order.ts";
import { type Buckets, bucketOf } from "#lib/backup/keep-object.ts";
import { recordsOf, unpacked } from "#lib/backup/lines.ts";
import type { Place } from "#lib/backup/place.ts";
import { putObject } from "#lib/backup/put-object.ts";
import { type DatabaseRoles, requireStill } from "#lib/backup/still.data.ts";
import { claimEmpty, endClaim } from "#lib/backup/used-bucket.ts";

/** What became of one object: `lost` where the backup has no sound bytes of it, `other` where the bucket has others. */
export type PutBack = { record: ObjectRecord; is: "there" | "copied" | "missing" | "lost" | "other" };

export type Restoring = {
  place: Place;
  stamp: string;
  head: BackupHead;
  target: DatabaseRoles;
  /** Null where only the database is to be put back. */
  to: Buckets | null;
  /** Whether the buckets may have files already. */
  intoUsed: boolean;
  /** Whether it is to send mail and to webhooks: the place of the one from before is its own. */
  isLive: boolean;
  atOnce: number;
  signal: AbortSignal;
  onMeasured: (all: { files: number; bytes: number }) => void;
  onObject: (put: PutBack) => void;
  onTable: (table: Table, rows: number) => void;
};

/**
 * Makes sure that a database can be put something into.
 * @throws {Error} in words for the terminal.
 */
export async function requireUnused(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, aloneFor("athena-docs restore"));
  try {
    if (await isUnused(sql)) return;
  } finally {
    await sql.end({ timeout: 5 });
  }
  throw new Error(
    "The database is in use: there is a school or a person in it. Nothing was changed. Give an empty database: create a new one and set DATABASE_URL to it.",
  );
}

async function putBack(
  record: ObjectRecord,
  place: Place,
  to: Buckets,
  signal: AbortSignal,
): Promise<PutBack["is"]> {
  const { key, bucket, size, sha256, type, disposition, cache } = record;
  if (sha256 === null) return "missing";
  const path = blobPath(sha256);
  if ((await patiently(() => place.size(path), signal)) !== size) return "lost";
  const put = { key, size, sha256, kept: { type, disposition, cache }, replaces: false };
  const read = (start: number, end: number) => patiently(() => place.read(path, start, end), signal);
  const done = await putObject(bucketOf(to, bucket), put, read, signal);
  return done === "differs" ? "lost" : done;
}

/** Puts the objects of a generation into the buckets; answers how many the backup has not got. */
async function putObjectsBack(restoring: Restoring, to: Buckets, folder: string): Promise<number> {
  const { place, head, signal } = restoring;
  restoring.onMeasured({ files: head.objects.rows, bytes: head.objects.bytes });
  const records = recordsOf(place, folder + head.objects.file, head.objects.sha256);
  let lost = 0;
  const done = inOrder(records, restoring, async (record) => ({
    record,
    is: await putBack(record, place, to, signal),
  }));
  for await (const put of done) {
    if (put.is === "lost") lost += 1;
    restoring.onObject(put);
  }
  return lost;
}

/**
 * Puts an installation back: the objects first, so that no row is there before its object, then the database in one
 * transaction, which is then brought to this version. Killed at any moment before its end, the database is unused and the
 * same can be said again.
 * @returns how many objects the backup has not got, or not as they were.
 * @throws {Error} in words for the terminal; {AppError} `storage_*`.
 */
export async function restoreBackup(restoring: Restoring): Promise<{ lost: number }> {
  const { place, head, target, to } = restoring;
  const folder = `${DATABASE_FOLDER}${restoring.stamp}/`;
  await requireUnused(target.ownerUrl);
  await requireStill(target, "the database that is to be filled");
  if (to !== null && !restoring.intoUsed) await claimEmpty(to, restoring.stamp, restoring.signal);
  await migrateTo(target.ownerUrl, target.appUrl, head.schema_version);
  const lost = to === null ? 0 : await putObjectsBack(restoring, to, folder);
  const files = new Map(head.tables.map((table) => [table.name, table]));
  const counted = (table: Table, rows: number) => {
    const expected = files.get(table.name)?.rows;
    if (expected !== rows)
      throw new Error(`${table.name} has ${expected} rows in the backup, and ${rows} came.`);
    restoring.onTable(table, rows);
  };
  await loadDatabase(target.ownerUrl, {
    tables: head.tables,
    sequences: head.sequences,
    rows({ name }) {
      const table = files.get(name);
      return unpacked(place, folder + (table?.file ?? ""), table?.sha256 ?? null);
    },
    jobs: () => unpacked(place, folder + head.jobs.file, head.jobs.sha256),
    onTable: counted,
    copy: { isLive: restoring.isLive },
  });
  if (to !== null && !restoring.intoUsed) await endClaim(to, restoring.signal);
  await migrateDatabase(target.ownerUrl, target.appUrl);
  return { lost };
}
