import type { ReactNode } from "react";

/** Rows of one sort that are drawn; the others are counted. */
const SHOWN = 100;

type Row = { row: number };

/** The rows of a file that become the same, in short; nothing where there are none. */
export function PlannedSection<Planned extends Row>(props: {
  id: string;
  title: string;
  rows: readonly Planned[];
  words: { row: (row: number) => string; more: (count: number) => string };
  children: (row: Planned) => ReactNode;
}) {
  const { id, title, rows, words, children } = props;
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="border-b border-line pb-2 font-semibold">
        {title}
      </h2>
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.row} className="flex gap-3 border-b border-line py-2">
            <span className="w-16 shrink-0 text-small text-ink-3 tnum">{words.row(row.row)}</span>
            <span className="min-w-0 flex-1 wrap-anywhere">{children(row)}</span>
          </li>
        ))}
        {rows.length > SHOWN && <li className="py-2 text-ink-2">{words.more(rows.length - SHOWN)}</li>}
      </ul>
    </section>
  );
}
