import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { storagePrices } from "#db/schema/storage-prices.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePlatform } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { firstOf, type Month } from "#lib/usage/days.ts";
import type { Rates } from "#lib/usage/price.ts";

/**
 * Sets what the store asks from a month (UTC) on, until the next month for which prices are set. The last word counts;
 * what months have cost is reckoned anew from it.
 * @throws {AppError} `not_found` for whoever does not look after the installation.
 */
export async function setPrices(actor: Actor, month: Month, rates: Rates): Promise<void> {
  await authorizePlatform(actor);
  const values = { ...rates, from: firstOf(month), setBy: actor.userId };
  await database().transaction(async (tx) => {
    await tx
      .insert(storagePrices)
      .values(values)
      .onConflictDoUpdate({ target: storagePrices.from, set: values });
    await record(tx, actor, { action: "storage.prices_set", details: { month, ...rates } });
  });
}

/**
 * Takes prices away that were set: the ones before hold on, or R2's list.
 * @throws {AppError} `not_found` for whoever does not look after the installation, and where none are set for the month.
 */
export async function removePrices(actor: Actor, month: Month): Promise<void> {
  await authorizePlatform(actor);
  await database().transaction(async (tx) => {
    const gone = await tx
      .delete(storagePrices)
      .where(eq(storagePrices.from, firstOf(month)))
      .returning({ from: storagePrices.from });
    if (gone.length === 0) throw new AppError("not_found");
    await record(tx, actor, { action: "storage.prices_removed", details: { month } });
  });
}
