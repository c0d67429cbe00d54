import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { KINDS } from "#lib/documents/constants.ts";
import { monthlyStorageCost, R2_PRICE, shareOfCost } from "#lib/usage/price.ts";
import type { UsageSummary } from "#lib/usage/types.ts";

const sumOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

/** What the whole installation stores, trash included: R2's free part is the account's, not a school's. */
async function bytesOfAll(): Promise<number> {
  const [row] = await database()
    .select({
      bytes: sql<number>`coalesce(sum(${storageTotals.bytes} + ${storageTotals.trashBytes}), 0)::float8`,
    })
    .from(storageTotals);
  return row?.bytes ?? 0;
}

/**
 * What the actor's school stores and what that costs, from running totals: as fast with ten million files as with ten.
 * @throws {AppError} `forbidden`.
 */
export async function usageSummary(actor: Actor): Promise<UsageSummary> {
  await authorize(actor, "usage:read");
  const rows = await database()
    .select()
    .from(storageTotals)
    .where(eq(storageTotals.schoolId, actor.schoolId));
  const kinds = KINDS.map((kind) => {
    const row = rows.find((candidate) => candidate.kind === kind);
    return { kind, bytes: row?.bytes ?? 0, objects: row?.objects ?? 0 };
  });
  const totals = { bytes: sumOf(rows.map((r) => r.bytes)), objects: sumOf(rows.map((r) => r.objects)) };
  const trash = {
    bytes: sumOf(rows.map((r) => r.trashBytes)),
    objects: sumOf(rows.map((r) => r.trashObjects)),
  };
  const all = await bytesOfAll();
  const storageUsd = shareOfCost(monthlyStorageCost(all), totals.bytes + trash.bytes, all);
  return {
    kinds,
    totals,
    trash,
    cost: { monthUsd: storageUsd, storageUsd, freeGb: R2_PRICE.freeGbMonths, basis: "storage_now" },
    measuredAt: new Date().toISOString(),
  };
}
