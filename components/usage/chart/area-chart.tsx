import { ChartFrame, type Frame } from "#components/usage/chart/chart-frame.tsx";
import { areaShape, scaleOf } from "#components/usage/chart/plot.ts";

type Props = Frame & {
  /** Null where nothing is known. */
  values: readonly (number | null)[];
  /** What a value is called along the axis. */
  write: (value: number) => string;
  labels: readonly string[];
};

/** How one amount went, over time. */
export function AreaChart({ values, write, ...frame }: Props) {
  const { top, ticks } = scaleOf(Math.max(0, ...values.map((value) => value ?? 0)));
  const shape = areaShape(values, top);
  return (
    <ChartFrame
      {...frame}
      shape="points"
      top={top}
      ticks={ticks.map((value) => ({ value, label: value === 0 ? "0" : write(value) }))}
    >
      <path d={shape.area} className="fill-accent-soft" />
      <path
        d={shape.line}
        fill="none"
        strokeWidth="2"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className="stroke-accent"
      />
    </ChartFrame>
  );
}
