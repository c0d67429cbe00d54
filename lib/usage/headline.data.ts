import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { known, rowsFor, sightOf } from "#lib/usage/ask.data.ts";
import { type Billable, billMonth, type Cost, NO_COST } from "#lib/usage/bill.ts";
import { addDays, dayOf, daysIn, firstOf, monthOf } from "#lib/usage/days.ts";
import { forecastMonth, HISTORY_DAYS } from "#lib/usage/forecast.ts";
import { priceList } from "#lib/usage/prices.data.ts";
import { costsOf, restOf } from "#lib/usage/reckon.ts";
import { firstDay } from "#lib/usage/rows.data.ts";
import { s3Month, s3Share } from "#lib/usage/s3.ts";
import { sumActivity } from "#lib/usage/series.ts";
import { shareCost } from "#lib/usage/share.ts";
import type { UsageHeadline, UsageScope } from "#lib/usage/types.ts";

const DAY_MS = 86_400_000;

/**
 * The figures one looks for first: what is stored, this month's cost and what it comes to. From running totals and the
 * rows of eight weeks at most: as fast with ten million files as with ten.
 * @throws {AppError} `forbidden`, `not_found` for all schools' where the actor does not look after the installation.
 */
export async function usageHeadline(
  actor: Actor,
  scope: UsageScope = "school",
  now = new Date(),
): Promise<UsageHeadline> {
  const of = await rowsFor(actor, scope);
  const sight = sightOf(actor, scope);
  const today = dayOf(now);
  const month = monthOf(today);
  const history = addDays(today, -HISTORY_DAYS);
  const from = history < firstOf(month) ? history : firstOf(month);
  const [account, own, since, ratesOf] = await Promise.all([
    known("all", { from, today }, sight),
    of === "all" ? null : known(of, { from, today }, sight),
    firstDay("all", sight),
    priceList(),
  ]);
  const { totals, days } = own ?? account;
  const rates = ratesOf(month);
  const thisMonth = days.filter(({ day }) => monthOf(day) === month);
  const elapsed = (now.getTime() % DAY_MS) / DAY_MS;
  const all = forecastMonth(account.days, since, elapsed);
  const expected = own === null ? all.expected : forecastMonth(days, since, elapsed).expected;
  const rest = restOf(all.expected, expected);
  const partOf = (whole: Billable): Cost =>
    shareCost(billMonth(whole, daysIn(month), rates), [expected, rest], rates)[0] ?? NO_COST;
  const accountMonth = account.days.filter(({ day }) => monthOf(day) === month);
  return {
    totals,
    month: {
      month,
      activity: sumActivity(thisMonth),
      cost: costsOf(accountMonth, [thisMonth], ratesOf)[0] ?? NO_COST,
    },
    forecast: {
      expected: partOf(all.expected),
      low: partOf(all.low),
      high: partOf(all.high),
      method: "mean_of_days",
      historyDays: all.historyDays,
    },
    s3: s3Share(s3Month(all.expected, daysIn(month)), expected, rest),
    free: { gbMonths: rates.freeGbMonths, classA: rates.freeClassA, classB: rates.freeClassB },
    storageClass: rates.storageClass,
    measuredAt: now.toISOString(),
  };
}
