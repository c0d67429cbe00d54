import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import type { StoredKind } from "#lib/usage/constants.ts";

/** What running totals count of a kind. */
export const HELD = [
  "bytes",
  "objects",
  "trashBytes",
  "trashObjects",
  "versionBytes",
  "versionObjects",
  "storedBytes",
  "storedObjects",
] as const;

const COUNTED = [
  ...HELD,
  "classA",
  "classAEstimated",
  "bytesIn",
  "bytesInEstimated",
  "earlyByteDays",
] as const;

/**
 * What changes in the counts of one kind; bytes and counts may be negative. `bytes` and `objects` are of originals that
 * are in use, `version*` of what documents held before, `stored*` of everything the bucket holds; the rest is what was
 * done at the store (`usage_daily`).
 */
export type Change = { kind: StoredKind } & { [name in (typeof COUNTED)[number]]?: number };

/** Adds up the changes of each kind, in the order of their names: locks taken in one order cannot deadlock. */
export function sumByKind(changes: readonly Change[]): Required<Change>[] {
  const sums = new Map<StoredKind, Required<Change>>();
  for (const change of changes) {
    const none = Object.fromEntries(COUNTED.map((name) => [name, 0])) as Omit<Required<Change>, "kind">;
    const sum = sums.get(change.kind) ?? { kind: change.kind, ...none };
    for (const name of COUNTED) sum[name] += change[name] ?? 0;
    sums.set(change.kind, sum);
  }
  return [...sums.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

const isNothing = (change: Required<Change>) => COUNTED.every((name) => change[name] === 0);

const isOfToday = (change: Required<Change>) =>
  change.storedBytes !== 0 ||
  change.classA !== 0 ||
  change.classAEstimated !== 0 ||
  change.bytesIn !== 0 ||
  change.bytesInEstimated !== 0 ||
  change.earlyByteDays !== 0;

/**
 * Changes a school's running totals, and its figures of today (UTC), in the transaction that changes the rows they
 * count; those of people's pictures where `schoolId` is null. To be called once in a transaction for each school, in the order of the schools' ids, and last.
 */
export async function addCounts(
  tx: Transaction,
  schoolId: string | null,
  changes: readonly Change[],
): Promise<void> {
  for (const change of sumByKind(changes)) {
    if (isNothing(change)) continue;
    const totals = sql`
      insert into ${storageTotals} as t
        (school_id, kind, bytes, objects, trash_bytes, trash_objects, version_bytes, version_objects, stored_bytes,
        stored_objects)
      values (${schoolId}::uuid, ${change.kind}, ${change.bytes}::bigint, ${change.objects}::bigint,
        ${change.trashBytes}::bigint, ${change.trashObjects}::bigint, ${change.versionBytes}::bigint,
        ${change.versionObjects}::bigint, ${change.storedBytes}::bigint, ${change.storedObjects}::bigint)
      on conflict (school_id, kind) do update set
        bytes = t.bytes + excluded.bytes,
        objects = t.objects + excluded.objects,
        trash_bytes = t.trash_bytes + excluded.trash_bytes,
        trash_objects = t.trash_objects + excluded.trash_objects,
        version_bytes = t.version_bytes + excluded.version_bytes,
        version_objects = t.version_objects + excluded.version_objects,
        stored_bytes = t.stored_bytes + excluded.stored_bytes,
        stored_objects = t.stored_objects + excluded.stored_objects`;
    if (!isOfToday(change)) {
      await tx.execute(totals);
      continue;
    }
    // The clock is read while the totals are locked: days follow each other as the changes do.
    await tx.execute(sql`
      with t as (${totals} returning t.stored_bytes)
      insert into ${usageDaily} as u (school_id, kind, day, class_a, class_a_estimated, bytes_in, bytes_in_estimated,
        early_byte_days, start_bytes, peak_bytes, end_bytes)
      select ${schoolId}::uuid, ${change.kind}, (clock_timestamp() at time zone 'UTC')::date, ${change.classA}::bigint,
        ${change.classAEstimated}::bigint, ${change.bytesIn}::bigint, ${change.bytesInEstimated}::bigint,
        ${change.earlyByteDays}::bigint, t.stored_bytes - ${change.storedBytes}::bigint,
        greatest(t.stored_bytes, t.stored_bytes - ${change.storedBytes}::bigint), t.stored_bytes
      from t
      on conflict (school_id, kind, day) do update set
        class_a = u.class_a + excluded.class_a,
        class_a_estimated = u.class_a_estimated + excluded.class_a_estimated,
        bytes_in = u.bytes_in + excluded.bytes_in,
        bytes_in_estimated = u.bytes_in_estimated + excluded.bytes_in_estimated,
        early_byte_days = u.early_byte_days + excluded.early_byte_days,
        peak_bytes = greatest(u.peak_bytes, excluded.end_bytes),
        end_bytes = excluded.end_bytes`);
  }
}
