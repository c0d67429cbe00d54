import "server-only";
import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { requestScan } from "#lib/scan/arrival.mutations.ts";
import { TO_BE_SCANNED } from "#lib/scan/data.ts";

/** Seconds that a scan of so many bytes may take before it is thought dead and another is begun. */
const leaseOf = (size: typeof objects.size) => sql`600 + ${size} / 1048576`;

/** An object that is to be scanned now, and that nobody else begins with meanwhile; null for every other. */
export async function beginScan(objectId: string): Promise<{ key: string; size: number } | null> {
  const [row] = await database()
    .update(objects)
    .set({ scanAfter: sql`now() + make_interval(secs => ${leaseOf(objects.size)})` })
    .where(and(eq(objects.id, objectId), TO_BE_SCANNED))
    .returning({ key: objects.key, size: objects.size });
  return row ?? null;
}

/** Puts a scan off that told nothing: for 5 seconds at first, for 5 minutes at last, and without an end. */
export async function postponeScan(objectId: string): Promise<void> {
  await database()
    .update(objects)
    .set({
      scanTries: sql`least(${objects.scanTries}, 1000) + 1`,
      scanAfter: sql`now() + make_interval(secs => least(300, 5 * 2 ^ least(${objects.scanTries}, 10)))`,
    })
    .where(and(eq(objects.id, objectId), TO_BE_SCANNED));
}

/**
 * Adds the jobs of files whose scan is due and that have none: those that were put off, and those whose job or worker
 * was lost.
 * @returns how many.
 */
export async function restartDueScans(limit: number): Promise<number> {
  return database().transaction(async (tx) => {
    const due = await tx
      .select({ id: objects.id })
      .from(objects)
      .where(
        sql`${TO_BE_SCANNED} and ${objects.scanAfter} < now()
          and not exists (
            select from graphile_worker.jobs j
            where j.key = 'scan:' || ${objects.id}::text
              and j.locked_at is null and j.attempts < j.max_attempts
          )`,
      )
      .orderBy(asc(objects.scanAfter))
      .limit(limit)
      .for("update", { skipLocked: true });
    for (const { id } of due) await requestScan(tx, id);
    return due.length;
  });
}

/** Rows that one statement changes: nothing else waits long for them. */
const BATCH = 5_000;

/**
 * Has files scanned that a scanner has not looked at: what can be read stays so until something is found. What was too
 * large is looked at again, and kept from everybody until then.
 * @param options.schoolId of one school; of all where it is not given.
 * @param options.again also what was found clean, as with new signatures.
 * @returns how many.
 */
export async function queueScans(options: {
  again: boolean;
  schoolId?: string | undefined;
}): Promise<number> {
  const open = options.again
    ? sql`(${objects.scan} is null or ${objects.scan} in ('released', 'clean', 'too_large'))`
    : sql`(${objects.scan} is null or ${objects.scan} in ('released', 'too_large'))`;
  let queued = 0;
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const some = database()
      .select({ id: objects.id, mine: sql<boolean>`${open}`.as("mine") })
      .from(objects)
      .where(
        and(
          gt(objects.id, after),
          eq(objects.purpose, "original"),
          eq(objects.state, "live"),
          options.schoolId === undefined ? undefined : eq(objects.schoolId, options.schoolId),
        ),
      )
      .orderBy(asc(objects.id))
      .limit(BATCH);
    const rows = await some;
    const last = rows.at(-1);
    if (last === undefined) return queued;
    const ids = rows.flatMap(({ id, mine }) => (mine ? [id] : []));
    const changed = await database()
      .update(objects)
      .set({
        scan: sql`case ${objects.scan} when 'too_large' then 'waiting' else 'asked' end`,
        scanAfter: sql`now()`,
        scanTries: 0,
      })
      .where(and(inArray(objects.id, ids), eq(objects.state, "live"), open))
      .returning({ id: objects.id });
    queued += changed.length;
    after = last.id;
  }
}
