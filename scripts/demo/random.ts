/** Draws numbers that are the same each time for the same seed. */
export type Dice = {
  /** A whole number from `low` to `high`, both included. */
  whole: (low: number, high: number) => number;
  pick: <T>(from: readonly T[]) => T;
  chance: (of: number) => boolean;
};

/** Dice of a name's own (FNV-1a into mulberry32), so that one more file does not change all others. */
export function diceFor(name: string): Dice {
  let state = 0x811c9dc5;
  for (const unit of Buffer.from(name)) state = Math.imul(state ^ unit, 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    whole,
    pick<T>(from: readonly T[]): T {
      const found = from[whole(0, from.length - 1)];
      if (found === undefined) throw new Error("There is nothing to pick from.");
      return found;
    },
    chance: (of) => next() < of,
  };
}
