/** What repeated measurements of one thing have come to. */
export type Spread = {
  rounds: number;
  least: number;
  /** The median. */
  middle: number;
  /** What 99 of 100 stay below; of fewer rounds, the largest. */
  p99: number;
  most: number;
};

/** What a figure is held to: its median, its p99, or its median as a share of the peer's. */
export type Bar = { of: "middle" | "p99" | "ratio" } & ({ atMost: number } | { atLeast: number });

/** One thing that was measured. */
export type Figure = {
  name: string;
  /** Such as `ms`; empty for a bare number. */
  unit: string;
  ours: Spread;
  /** The same by somebody else or in another way, measured in the same run. */
  peer?: { name: string; spread: Spread };
  /** None where the figure is told and not judged. */
  bar?: Bar;
  /** Whether it must not grow with the rows of the database. */
  flat?: boolean;
  note?: string;
};

export type Verdict = "met" | "missed" | "told";

/**
 * The spread of some measurements.
 * @throws {RangeError} where there are none.
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError("Nothing was measured.");
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { rounds: sorted.length, least: at(0), middle: at(0.5), p99: at(0.99), most: at(1) };
}

/** A spread of one measurement, which has none. */
export const once = (value: number): Spread => spreadOf([value]);

/** Ours by the peer's, of the medians; null where there is no peer, or the peer's is nothing. */
export function ratioOf({ ours, peer }: Pick<Figure, "ours" | "peer">): number | null {
  return peer === undefined || peer.spread.middle === 0 ? null : ours.middle / peer.spread.middle;
}

function judged(figure: Figure, { of }: Bar): number | null {
  return of === "ratio" ? ratioOf(figure) : figure.ours[of];
}

/** Whether a figure is within its bar. One that cannot be held to it has missed it. */
export function verdictOf(figure: Figure): Verdict {
  const { bar } = figure;
  if (bar === undefined) return "told";
  const value = judged(figure, bar);
  if (value === null || Number.isNaN(value)) return "missed";
  return ("atMost" in bar ? value <= bar.atMost : value >= bar.atLeast) ? "met" : "missed";
}
