import { ChartFrame, type Frame } from "#components/usage/chart/chart-frame.tsx";
import { heightOf, placeOf, scaleOf, stackedBars } from "#components/usage/chart/plot.ts";

type Series = { name: string; values: readonly number[]; fill: string };

type Props = Omit<Frame, "legend"> & {
  /** Each stands on the one before. */
  series: readonly Series[];
  /** What each bar is held against: a line over it. */
  mark?: { name: string; values: readonly (number | null)[] };
  /** How far the axis reaches at least. */
  least?: number;
  write: (value: number) => string;
  labels: readonly string[];
};

/** Amounts side by side, with what they are made of. */
export function BarChart({ series, mark, least, write, ...frame }: Props) {
  const count = series[0]?.values.length ?? 0;
  const sums = Array.from({ length: count }, (_, at) =>
    series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  );
  const { top, ticks } = scaleOf(
    Math.max(0, ...sums, ...(mark?.values.map((value) => value ?? 0) ?? [])),
    least,
  );
  const bars = stackedBars(
    series.map(({ values }) => values),
    top,
  );
  const half = 50 / Math.max(1, count);
  const legend = [
    ...series.map(({ name, fill }) => ({ name, swatch: fill })),
    ...(mark === undefined ? [] : [{ name: mark.name, swatch: "fill-wait" }]),
  ];
  return (
    <ChartFrame
      {...frame}
      legend={legend}
      shape="bars"
      top={top}
      ticks={ticks.map((value) => ({ value, label: value === 0 ? "0" : write(value) }))}
    >
      {series.map(({ name, fill }, layer) => (
        <g key={name} className={fill}>
          {bars[layer]
            ?.filter(({ height }) => height > 0)
            .map((bar) => (
              <rect key={bar.x} {...bar} />
            ))}
        </g>
      ))}
      {mark?.values.map((value, at) => {
        if (value === null) return null;
        const x = placeOf(at, count, "bars");
        return (
          <line
            key={x}
            x1={x - half * 0.86}
            x2={x + half * 0.86}
            y1={heightOf(value, top)}
            y2={heightOf(value, top)}
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
            className="stroke-wait"
          />
        );
      })}
    </ChartFrame>
  );
}
