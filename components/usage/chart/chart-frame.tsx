import type { ReactNode } from "react";
import { heightOf, namedPlaces, placeOf } from "#components/usage/chart/plot.ts";

export type Legend = { name: string; swatch: string };

export type Frame = {
  /** Names the chart's parts on the page. */
  id: string;
  title: string;
  /** The one figure that says most of it. */
  figure: string;
  /** What is to be seen, in a sentence: for those who do not see it. */
  description: string;
  legend?: readonly Legend[];
  /** The same figures as a table, and what opens it. */
  tableLabel: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  note?: ReactNode;
};

type Props = Frame & {
  shape: "points" | "bars";
  top: number;
  /** Lines across, each with its words. */
  ticks: readonly { value: number; label: string }[];
  /** What stands below: a label for each point or bar, of which a few are shown. */
  labels: readonly string[];
  children: ReactNode;
};

/** A chart with its axes in words, its key, and the table behind it. It is drawn on the server and needs no script. */
export function ChartFrame(props: Props) {
  const { id, title, figure, description, legend, note, shape, top, ticks, labels, children } = props;
  const named = namedPlaces(labels.length);
  return (
    <figure aria-labelledby={`${id}-title`} className="min-w-0 break-inside-avoid">
      <figcaption className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 id={`${id}-title`} className="font-medium">
          {title}
        </h3>
        <p className="text-ink-2 tnum">{figure}</p>
        {legend !== undefined && (
          <ul className="ml-auto flex gap-3 text-small text-ink-2">
            {legend.map(({ name, swatch }) => (
              <li key={name} className="flex items-center gap-1.5">
                <svg aria-hidden viewBox="0 0 10 10" className="size-2.5">
                  <rect width="10" height="10" rx="2" className={swatch} />
                </svg>
                {name}
              </li>
            ))}
          </ul>
        )}
      </figcaption>
      <div className="relative mr-0.5 ml-16 h-36 sm:h-44">
        <svg
          role="img"
          aria-labelledby={`${id}-title ${id}-description`}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          <desc id={`${id}-description`}>{description}</desc>
          {ticks.map(({ value }) => (
            <line
              key={value}
              x1="0"
              x2="100"
              y1={heightOf(value, top)}
              y2={heightOf(value, top)}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
            />
          ))}
          {children}
        </svg>
        {ticks.map(({ value, label }) => (
          <span
            key={value}
            aria-hidden
            style={{ top: `${heightOf(value, top)}%` }}
            className="absolute right-full mr-2 -translate-y-1/2 text-caption whitespace-nowrap text-ink-3 tnum"
          >
            {label}
          </span>
        ))}
      </div>
      <div aria-hidden className="relative mt-1.5 mr-0.5 ml-16 h-4 text-caption text-ink-3 tnum">
        {named.map((place, at) => {
          const isFirst = place === 0;
          const isLast = place === labels.length - 1 && labels.length > 1;
          const left = isFirst ? 0 : isLast ? 100 : placeOf(place, labels.length, shape);
          const shift = isFirst ? "" : isLast ? "-translate-x-full" : "-translate-x-1/2";
          // On a phone there is room for half of them.
          const hidden = named.length > 3 && (named.length - at) % 2 === 0 ? "max-sm:hidden" : "";
          return (
            <span
              key={place}
              style={{ left: `${left}%` }}
              className={`absolute whitespace-nowrap ${shift} ${hidden}`}
            >
              {labels[place]}
            </span>
          );
        })}
      </div>
      {note !== undefined && <p className="mt-2 text-small text-ink-3 text-pretty">{note}</p>}
      <ChartTable {...props} />
    </figure>
  );
}

function ChartTable({ title, tableLabel, head, rows }: Frame) {
  return (
    <details className="mt-2 text-small print:hidden">
      <summary className="inline-flex items-center rounded-sm text-ink-2 underline decoration-line underline-offset-4 hover:text-ink pointer-coarse:min-h-11">
        {tableLabel}
      </summary>
      <section
        aria-label={title}
        // What scrolls must be reachable by the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="mt-1 max-h-80 overflow-auto rounded-md border border-line"
      >
        <table className="w-full border-collapse tnum">
          <caption className="sr-only">{title}</caption>
          <thead className="sticky top-0 bg-sunken text-caption text-ink-2">
            <tr>
              {head.map((name, at) => (
                <th
                  key={name}
                  scope="col"
                  className={`px-3 py-2 font-medium ${at === 0 ? "text-left" : "text-right"}`}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest]) => (
              <tr key={first} className="border-t border-line">
                <th scope="row" className="px-3 py-1.5 text-left font-normal whitespace-nowrap">
                  {first}
                </th>
                {rest.map((value, at) => (
                  <td key={head[at + 1]} className="px-3 py-1.5 text-right whitespace-nowrap text-ink-2">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
