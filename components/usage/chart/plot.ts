import { scaleLinear } from "d3-scale";
import { area, line, stack } from "d3-shape";

/** Charts are drawn on a field of 100 by 100, whatever the size of the screen; y grows downwards. */
const FIELD = 100;
/** Of the width that a bar and its gap have. */
const BAR = 0.72;
const TICKS = 3;

type Row = readonly number[];

/**
 * What a chart reaches up to, and the lines across it: round numbers, and never nothing.
 * @param least how far it reaches at least: less is not worth telling apart.
 */
export function scaleOf(most: number, least = 0): { top: number; ticks: number[] } {
  const reach = Math.max(most, least);
  if (reach <= 0) return { top: 1, ticks: [0] };
  const scale = scaleLinear().domain([0, reach]).nice(TICKS);
  const top = scale.domain()[1] ?? reach;
  return { top, ticks: scale.ticks(TICKS) };
}

/** How far from the top a value stands, in hundredths. */
export const heightOf = (value: number, top: number): number => FIELD * (1 - value / top);

/** Where the middle of the point or bar at this place is, from the left, in hundredths. */
export function placeOf(at: number, count: number, shape: "points" | "bars"): number {
  if (shape === "bars") return (FIELD * (at + 0.5)) / count;
  return count < 2 ? FIELD / 2 : (FIELD * at) / (count - 1);
}

/**
 * The line over some values, and the area below it; a gap where one is null. What would be a point alone reaches over
 * the way to it, so that it is seen.
 */
export function areaShape(values: readonly (number | null)[], top: number): { line: string; area: string } {
  const known = (at: number) => typeof values[at] === "number";
  const widened = values.map((value, at) => {
    const next = values[at + 1];
    return value === null && typeof next === "number" && !known(at + 2) ? next : value;
  });
  const points = widened.length === 1 ? [...widened, ...widened] : widened;
  const x = (_: number | null, at: number) => placeOf(at, points.length, "points");
  const y = (value: number | null) => heightOf(value ?? 0, top);
  const isKnown = (value: number | null) => value !== null;
  return {
    line: line<number | null>().digits(2).defined(isKnown).x(x).y(y)(points) ?? "",
    area: area<number | null>().digits(2).defined(isKnown).x(x).y0(FIELD).y1(y)(points) ?? "",
  };
}

type Bar = { x: number; y: number; width: number; height: number };

const round = (value: number) => Math.round(value * 100) / 100;

/** The bars of several series, each standing on the one before; one list of bars for each series. */
export function stackedBars(series: readonly Row[], top: number): Bar[][] {
  const count = series[0]?.length ?? 0;
  const rows = Array.from({ length: count }, (_, at) => series.map((values) => values[at] ?? 0));
  const stacked = stack<number[], number>()
    .keys(series.map((_, at) => at))
    .value((row, key) => row[key] ?? 0)(rows);
  const width = (FIELD / Math.max(1, count)) * BAR;
  return stacked.map((layer) =>
    layer.map(([from, to], at) => ({
      x: round(placeOf(at, count, "bars") - width / 2),
      y: round(heightOf(to, top)),
      width: round(width),
      height: round((FIELD * (to - from)) / top),
    })),
  );
}

/** Up to so many places are all named; of more a few are. */
const ALL_NAMED = 12;
const SOME_NAMED = 6;

/** Which of `count` places are named below a chart: in even steps, the last among them. */
export function namedPlaces(count: number): number[] {
  const step = count <= ALL_NAMED ? 1 : Math.ceil(count / SOME_NAMED);
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => count - 1 - at * step).toReversed();
}
