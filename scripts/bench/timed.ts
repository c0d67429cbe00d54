import { type Spread, spreadOf } from "#scripts/bench/figure.ts";

type Rounds = { least?: number; most?: number; budgetMs?: number };

/**
 * Milliseconds that work takes, from the question to the answer, again and again: as often as the budget allows. A few
 * rounds before are not counted.
 */
export async function timed(
  work: () => Promise<unknown>,
  { least = 10, most = 300, budgetMs = 1_500 }: Rounds = {},
): Promise<Spread> {
  const times: number[] = [];
  const began = performance.now();
  for (let round = -Math.min(5, least); round < most; round += 1) {
    const started = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - started);
    if (times.length >= least && performance.now() - began > budgetMs) break;
  }
  return spreadOf(times);
}
