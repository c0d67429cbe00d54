import "server-only";
import { desc } from "drizzle-orm";
import { database } from "#db/client.ts";
import { storagePrices } from "#db/schema/storage-prices.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePlatform } from "#lib/auth/authorize.ts";
import { firstOf, type Month, monthOf } from "#lib/usage/days.ts";
import { R2_STANDARD, type Rates } from "#lib/usage/price.ts";

/** What the store asks in any month: the newest prices that hold by then; R2's list where nobody has set any. */
export async function priceList(): Promise<(month: Month) => Rates> {
  const rows = await database().select().from(storagePrices).orderBy(desc(storagePrices.from));
  return (month) => rows.find(({ from }) => from <= firstOf(month)) ?? R2_STANDARD;
}

/**
 * The prices that were set, the newest first.
 * @throws {AppError} `not_found` for whoever does not look after the installation.
 */
export async function listPrices(actor: Actor): Promise<{ month: Month; rates: Rates }[]> {
  await authorizePlatform(actor);
  const rows = await database().select().from(storagePrices).orderBy(desc(storagePrices.from));
  return rows.map(({ from, setBy: _setBy, createdAt: _createdAt, ...rates }) => ({
    month: monthOf(from),
    rates,
  }));
}
