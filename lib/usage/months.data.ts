import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { known, rowsFor, sightOf } from "#lib/usage/ask.data.ts";
import { NO_COST } from "#lib/usage/bill.ts";
import { addMonths, dayOf, daysIn, firstOf, monthOf, monthsFrom } from "#lib/usage/days.ts";
import { priceList } from "#lib/usage/prices.data.ts";
import { costsOf, restOf } from "#lib/usage/reckon.ts";
import { firstDay } from "#lib/usage/rows.data.ts";
import { s3Month, s3Share } from "#lib/usage/s3.ts";
import { billableOf, sumActivity } from "#lib/usage/series.ts";
import type { UsageMonth, UsageScope } from "#lib/usage/types.ts";

/**
 * The last twelve months (UTC), oldest first, this one so far; none from before anything was known.
 * @throws {AppError} `forbidden`, `not_found` for all schools' where the actor does not look after the installation.
 */
export async function usageMonths(
  actor: Actor,
  scope: UsageScope = "school",
  now = new Date(),
): Promise<UsageMonth[]> {
  const of = await rowsFor(actor, scope);
  const sight = sightOf(actor, scope);
  const today = dayOf(now);
  const year = firstOf(addMonths(monthOf(today), -11));
  const since = await firstDay(of, sight);
  if (since === null) return [];
  const from = since > year ? firstOf(monthOf(since)) : year;
  const [account, whole, ratesOf] = await Promise.all([
    known("all", { from, today }, sight),
    of === "all" ? null : known(of, { from, today }, sight),
    priceList(),
  ]);
  const own = whole ?? account;
  return monthsFrom(from, today).map((month) => {
    const all = account.days.filter(({ day }) => monthOf(day) === month);
    const days = own.days.filter(({ day }) => monthOf(day) === month);
    const used = billableOf(days);
    const total = billableOf(all);
    const s3 = s3Month(total, daysIn(month));
    return {
      month,
      averageBytes: Number(used.byteDays / BigInt(daysIn(month))),
      storedBytes: days.at(-1)?.endBytes ?? 0,
      activity: sumActivity(days),
      cost: costsOf(all, [days], ratesOf)[0] ?? NO_COST,
      s3: s3Share(s3, used, restOf(total, used)),
    };
  });
}
