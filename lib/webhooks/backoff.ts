import { GIVE_UP_HOURS } from "#lib/webhooks/constants.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses behind the first try, the second and so on, in milliseconds: some two and a half days in all. */
const PAUSES = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  18 * HOUR,
  24 * HOUR,
] as const;

/** An address that fails is left alone for so long at most; a success of another delivery ends it. */
const LONGEST_REST = 10 * MINUTE;
const FAILURES_BEFORE_REST = 3;

/**
 * Milliseconds until a delivery is tried again, spread by a fifth to either side so that what failed together does not
 * come back together; null where it is given up.
 * @param attempts tries so far, at least 1.
 * @param waited milliseconds since it was asked for.
 * @param random from 0 to 1.
 */
export function nextPause(attempts: number, waited: number, random: number): number | null {
  const pause = PAUSES[attempts - 1];
  if (pause === undefined) return null;
  const spread = Math.round(pause * (0.8 + 0.4 * random));
  return waited + spread > GIVE_UP_HOURS * HOUR ? null : spread;
}

/** Milliseconds for which an address is left alone that has failed so often in a row. */
export function restOf(failures: number): number {
  if (failures < FAILURES_BEFORE_REST) return 0;
  return Math.min(5 * SECOND * 2 ** Math.min(failures - FAILURES_BEFORE_REST, 20), LONGEST_REST);
}
