import type { Figure } from "#scripts/bench/figure.ts";

/** The figures of one database. */
export type Run = { rows: number; figures: readonly Figure[] };

/** How much dearer something may be with more rows than with the fewest, and still be called flat. */
const FLAT = 2;
/** Below this, in ms, what differs is how PostgreSQL plans, and not how many rows it reads. */
const NOTHING_MS = 1;

const words = (rows: number) => rows.toLocaleString("en-GB");

/**
 * What does not grow, or should not: each figure that is called flat, with ever more rows beside the fewest.
 * @param runs of the same measurements, in any order.
 */
export function scaleFigures(runs: readonly Run[]): Figure[] {
  const [fewest, ...more] = runs.toSorted((a, b) => a.rows - b.rows);
  if (fewest === undefined) return [];
  return fewest.figures
    .filter(({ flat }) => flat)
    .flatMap((small) =>
      more.flatMap(({ rows, figures }) => {
        const large = figures.find(({ name }) => name === small.name);
        if (large === undefined) return [];
        const peer = { name: `${words(fewest.rows)} rows`, spread: small.ours };
        const name = `${small.name}, ${words(rows)} rows`;
        const bar = { of: "middle", atMost: Math.max(FLAT * small.ours.middle, NOTHING_MS) } as const;
        return [{ name, unit: small.unit, ours: large.ours, peer, bar }];
      }),
    );
}
