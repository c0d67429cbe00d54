import { type Billable, billMonth, type Cost, costOf, NO_COST, NOTHING, plus } from "#lib/usage/bill.ts";
import { daysIn, type Month, monthOf } from "#lib/usage/days.ts";
import type { Rates } from "#lib/usage/price.ts";
import { billableOf, type DayFigures } from "#lib/usage/series.ts";
import { shareCost } from "#lib/usage/share.ts";

const without = (a: bigint, b: bigint) => (a > b ? a - b : 0n);

/** What is left of `all` once `own` is taken away. */
export function restOf(all: Billable, own: Billable): Billable {
  return {
    byteDays: without(all.byteDays, own.byteDays),
    earlyByteDays: without(all.earlyByteDays, own.earlyByteDays),
    classA: without(all.classA, own.classA),
    classB: without(all.classB, own.classB),
    bytesOut: without(all.bytesOut, own.bytesOut),
  };
}

const inMonth = (days: readonly DayFigures[], month: Month) =>
  days.filter(({ day }) => monthOf(day) === month);

const add = (a: Cost, b: Cost) =>
  costOf({
    storage: a.storage + b.storage,
    classA: a.classA + b.classA,
    classB: a.classB + b.classB,
    retrieval: a.retrieval + b.retrieval,
  });

export const sumCosts = (costs: readonly Cost[]): Cost => costs.reduce(add, NO_COST);

/**
 * What each of some groups has cost: of every month that they touch its part of the account's bill. The groups, and
 * whatever of the account is in none of them, add up to the bill exactly.
 * @param account every day of those months, as far as they are over.
 */
export function costsOf(
  account: readonly DayFigures[],
  groups: readonly (readonly DayFigures[])[],
  ratesOf: (month: Month) => Rates,
): Cost[] {
  const months = [...new Set(account.map(({ day }) => monthOf(day)))];
  let costs = groups.map(() => NO_COST);
  for (const month of months) {
    const rates = ratesOf(month);
    const all = billableOf(inMonth(account, month));
    const own = groups.map((days) => billableOf(inMonth(days, month)));
    const rest = restOf(all, own.reduce(plus, NOTHING));
    const parts = shareCost(billMonth(all, daysIn(month), rates), [...own, rest], rates);
    costs = costs.map((cost, at) => add(cost, parts[at] ?? NO_COST));
  }
  return costs;
}
