/** What `npm run test:faults -- --random` was asked for. */
export type RandomMode = {
  seed: number;
  minutes: number;
  /** The only round to be played; null for as many as the minutes allow. */
  round: number | null;
};

/** @throws {Error} where nothing says what to play. */
export function readMode(said: string | undefined): RandomMode {
  if (!said) throw new Error("Start it with: npm run test:faults -- --random");
  return JSON.parse(said) as RandomMode;
}

/** A whole number from 1 on. @throws {Error} in words for who typed it. */
function whole(name: string, said: string): number {
  const number = Number(said);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} takes a whole number from 1 on.`);
  return number;
}

const MINUTES = 10;
const SEEDS = 1_000_000_000;

/** What was asked for on the command line; a seed is drawn where none is given. */
export function askedMode(values: { seed?: string; minutes?: string; round?: string }): RandomMode {
  return {
    seed: values.seed === undefined ? 1 + Math.floor(Math.random() * SEEDS) : whole("seed", values.seed),
    minutes: values.minutes === undefined ? MINUTES : whole("minutes", values.minutes),
    round: values.round === undefined ? null : whole("round", values.round),
  };
}
