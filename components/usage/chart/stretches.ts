import type { Day } from "#lib/usage/days.ts";
import type { Count, UsageDay } from "#lib/usage/types.ts";

/** Some days of a chart that stand as one point or bar. */
export type Stretch = {
  from: Day;
  to: Day;
  /** The most the bucket held; null from before anything was known. */
  peakBytes: number | null;
  writes: Count;
  reads: Count;
  bytesIn: Count;
  bytesOut: Count;
};

/** Days up to which each stands alone; beyond, weeks are drawn. */
const MOST_DAYS = 92;
const WEEK = 7;

const add = (a: Count, b: Count): Count => ({
  measured: a.measured + b.measured,
  estimated: a.estimated + b.estimated,
});

function join(days: readonly UsageDay[], since: Day | null): Stretch {
  const known = days.filter(({ day }) => since !== null && day >= since);
  const sum = (name: "classA" | "classB" | "bytesIn" | "bytesOut") =>
    days.map(({ activity }) => activity[name]).reduce(add, { measured: 0, estimated: 0 });
  return {
    from: days[0]?.day ?? "",
    to: days.at(-1)?.day ?? "",
    peakBytes: known.length === 0 ? null : Math.max(...known.map(({ peakBytes }) => peakBytes)),
    writes: sum("classA"),
    reads: sum("classB"),
    bytesIn: sum("bytesIn"),
    bytesOut: sum("bytesOut"),
  };
}

/**
 * The days of a range as a chart shows them: one by one, or in weeks that end with the last day. Nothing is lost: sums
 * stay what they are, peaks too.
 * @param since the first day of which anything is known.
 */
export function stretchesOf(days: readonly UsageDay[], since: Day | null): Stretch[] {
  const size = days.length <= MOST_DAYS ? 1 : WEEK;
  const first = days.length % size;
  const stretches = first === 0 ? [] : [join(days.slice(0, first), since)];
  for (let at = first; at < days.length; at += size) stretches.push(join(days.slice(at, at + size), since));
  return stretches;
}

/** Both parts of a count. */
export const whole = ({ measured, estimated }: Count): number => measured + estimated;
