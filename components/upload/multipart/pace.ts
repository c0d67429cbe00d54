/** How many parts go at once, and the speed (bytes a second) that was reached with them. */
export type Pace = { lanes: number; speed: number };

/** The most at once (DESIGN); browsers hold some back themselves where the store speaks HTTP/1.1. */
export const MAX_LANES = 10;

export const FIRST_PACE: Pace = { lanes: 3, speed: 0 };

/** More than this much faster counts as faster, less than this much slower as slower: lines waver. */
const FASTER = 1.1;
const SLOWER = 0.7;

/** The pace after a stretch in which all lanes were taken: one more while the line gives more, one less when it gives way. */
export function adapt(pace: Pace, speed: number): Pace {
  if (speed > pace.speed * FASTER) return { lanes: Math.min(MAX_LANES, pace.lanes + 1), speed };
  if (speed < pace.speed * SLOWER) return { lanes: Math.max(2, pace.lanes - 1), speed };
  return pace;
}

/** The pace after a part has failed: half as many, and what the line can do is found out anew. */
export function ease(pace: Pace): Pace {
  return { lanes: Math.max(1, Math.floor(pace.lanes / 2)), speed: 0 };
}
