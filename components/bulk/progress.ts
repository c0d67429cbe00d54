import type { BulkAction } from "#lib/bulk/types.ts";

const FIRST_MS = 1_000;
const SECOND_MS = 2_000;
const LAST_MS = 10_000;
const SLOWER = 1.2;

/** Milliseconds to wait before the next look, after so many: soon at first, then every two seconds and slower. */
export function pauseAfter(looks: number): number {
  return looks === 0 ? FIRST_MS : Math.min(SECOND_MS * SLOWER ** (looks - 1), LAST_MS);
}

/** Whether an action is still to be done, or being done. */
export function isOpen(action: BulkAction): boolean {
  return action.finishedAt === null;
}

/** The share of its documents that an action has dealt with, 0 to 100. */
export function percentOf(action: BulkAction): number {
  const { total, done, skippedRights, skippedGone } = action;
  return total === 0 ? 0 : (100 * (done + skippedRights + skippedGone)) / total;
}

/** Those that were open before and are over now. */
export function endedSince(before: readonly BulkAction[], now: readonly BulkAction[]): BulkAction[] {
  const open = new Set(before.filter(isOpen).map(({ id }) => id));
  return now.filter((action) => open.has(action.id) && !isOpen(action));
}
