import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { KINDS } from "#lib/documents/constants.ts";
import { billMonth, NO_COST, NOTHING } from "#lib/usage/bill.ts";
import { R2_STANDARD, toUsd } from "#lib/usage/price.ts";
import { restOf } from "#lib/usage/reckon.ts";
import { totalRows } from "#lib/usage/rows.data.ts";
import { shareCost } from "#lib/usage/share.ts";
import type { UsageSummary } from "#lib/usage/types.ts";

const sumOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

/** What storing these bytes for a month costs a school, of what all schools store: USD. */
function storageCost(bytes: number, allBytes: number): number {
  const own = { ...NOTHING, byteDays: BigInt(bytes) };
  const all = { ...NOTHING, byteDays: BigInt(allBytes) };
  const parts = shareCost(billMonth(all, 1, R2_STANDARD), [own, restOf(all, own)], R2_STANDARD);
  return toUsd((parts[0] ?? NO_COST).total);
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
  const all = (await totalRows("all", "all")).get("all")?.storedBytes ?? 0;
  const storageUsd = storageCost(sumOf(rows.map((r) => r.storedBytes)), all);
  return {
    kinds,
    totals,
    trash,
    cost: { monthUsd: storageUsd, storageUsd, freeGb: R2_STANDARD.freeGbMonths, basis: "storage_now" },
    measuredAt: new Date().toISOString(),
  };
}
