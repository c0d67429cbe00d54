import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import type { Kind } from "#lib/documents/constants.ts";

/** What changes in the totals of one kind; bytes and counts may be negative. */
export type Change = {
  kind: Kind;
  bytes?: number;
  objects?: number;
  trashBytes?: number;
  trashObjects?: number;
};

/** Adds up the changes of each kind, in the order of their names: locks taken in one order cannot deadlock. */
export function sumByKind(changes: readonly Change[]): Required<Change>[] {
  const sums = new Map<Kind, Required<Change>>();
  for (const change of changes) {
    const sum = sums.get(change.kind) ?? {
      kind: change.kind,
      bytes: 0,
      objects: 0,
      trashBytes: 0,
      trashObjects: 0,
    };
    sum.bytes += change.bytes ?? 0;
    sum.objects += change.objects ?? 0;
    sum.trashBytes += change.trashBytes ?? 0;
    sum.trashObjects += change.trashObjects ?? 0;
    sums.set(change.kind, sum);
  }
  return [...sums.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** Changes a school's running totals in the transaction that changes the rows they count. */
export async function addCounts(
  tx: Transaction,
  schoolId: string,
  changes: readonly Change[],
): Promise<void> {
  for (const { kind, bytes, objects, trashBytes, trashObjects } of sumByKind(changes)) {
    await tx
      .insert(storageTotals)
      .values({ schoolId, kind, bytes, objects, trashBytes, trashObjects })
      .onConflictDoUpdate({
        target: [storageTotals.schoolId, storageTotals.kind],
        set: {
          bytes: sql`${storageTotals.bytes} + ${bytes}`,
          objects: sql`${storageTotals.objects} + ${objects}`,
          trashBytes: sql`${storageTotals.trashBytes} + ${trashBytes}`,
          trashObjects: sql`${storageTotals.trashObjects} + ${trashObjects}`,
        },
      });
  }
}
