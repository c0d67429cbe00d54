const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** What was up for longer than this has not died of the same cause again. */
const STABLE_MS = 60_000;
/** With the delays between them three quarters of a minute: what it needs may just be restarting too. */
const MOST_DEATHS = 8;

/**
 * How long to wait before a part is started again, in ms; `null` when it keeps ending and must be given up.
 * @param deaths when it ended, the last one included, in ms since any fixed moment
 */
export function restartDelay(deaths: readonly number[]): number | null {
  let inARow = 1;
  for (let index = deaths.length - 1; index > 0; index--) {
    if ((deaths[index] ?? 0) - (deaths[index - 1] ?? 0) >= STABLE_MS) break;
    inARow++;
  }
  if (inARow >= MOST_DEATHS) return null;
  return Math.min(FIRST_DELAY_MS * 2 ** (inARow - 1), LONGEST_DELAY_MS);
}
