import { failed, passed, warned } from "#lib/storage/doctor/outcomes.ts";
import type { Outcome } from "#lib/storage/doctor/types.ts";

/** Stores refuse what is 15 minutes off; links that last five minutes are over at their birth when it is five. */
const WRONG_MS = 5 * 60_000;
const LOOSE_MS = 60_000;

/** What a clock that is `ahead` ms before the store's means; negative: behind. The store tells whole seconds. */
export function clockOutcome(ahead: number): Outcome {
  const off = Math.abs(ahead);
  const seconds = Math.round(off / 1000);
  if (off < LOOSE_MS) return passed("clock_right", { seconds });
  const details = { minutes: Math.max(1, Math.round(off / 60_000)) };
  if (off < WRONG_MS) return warned(ahead > 0 ? "clock_loose_ahead" : "clock_loose_behind", details);
  return failed(ahead > 0 ? "clock_ahead" : "clock_behind", details);
}
