import { type Billable, billedByteDays, type Cost, costOf } from "#lib/usage/bill.ts";
import type { Micros, Rates } from "#lib/usage/price.ts";

/**
 * Shares a sum out in proportion to weights, in whole millionths that add up to it exactly: what is left after rounding
 * down goes to those who lost most by it. Where all weights are nothing, nobody pays.
 */
export function shareOut(total: Micros, weights: readonly bigint[]): Micros[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0n);
  if (all === 0n || total === 0) return weights.map(() => 0);
  const exact = weights.map((weight, at) => {
    const product = BigInt(total) * weight;
    return { at, whole: product / all, rest: product % all };
  });
  let left = Number(BigInt(total) - exact.reduce((sum, { whole }) => sum + whole, 0n));
  const parts = exact.map(({ whole }) => Number(whole));
  for (const { at } of exact.toSorted((a, b) =>
    a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1,
  )) {
    if (left === 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/**
 * Shares a month's cost out among those who caused it, each part of it in proportion to what it is asked for. So what is
 * free is shared in proportion, too.
 */
export function shareCost(cost: Cost, users: readonly Billable[], rates: Rates): Cost[] {
  const storage = shareOut(
    cost.storage,
    users.map((used) => billedByteDays(used, rates)),
  );
  const classA = shareOut(
    cost.classA,
    users.map((used) => used.classA),
  );
  const classB = shareOut(
    cost.classB,
    users.map((used) => used.classB),
  );
  const retrieval = shareOut(
    cost.retrieval,
    users.map((used) => used.bytesOut),
  );
  return users.map((_, at) =>
    costOf({
      storage: storage[at] ?? 0,
      classA: classA[at] ?? 0,
      classB: classB[at] ?? 0,
      retrieval: retrieval[at] ?? 0,
    }),
  );
}
