const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
/** Deaths longer ago than this no longer count. */
const WINDOW_MS = 60_000;
const MOST_DEATHS = 5;

/**
 * How long to wait before a part is started again, in ms; `null` when it keeps ending and must be given up.
 * @param deaths when it ended, the last one included, in ms since any fixed moment
 */
export function restartDelay(deaths: readonly number[]): number | null {
  const last = deaths.at(-1) ?? 0;
  const recent = deaths.filter((death) => last - death < WINDOW_MS).length;
  if (recent > MOST_DEATHS) return null;
  return Math.min(FIRST_DELAY_MS * 2 ** (recent - 1), LONGEST_DELAY_MS);
}
