"use client";
import { useTranslations } from "next-intl";
import { memo } from "react";
import type { Table } from "#components/preview/csv.ts";

/** Columns that are drawn at most. */
const MOST_COLUMNS = 400;

type Props = { label: string; table: Table; shown: number };

/** The rows of a CSV file. Its first line stays on top, and the number of each row at its side. */
export const CsvTable = memo(function CsvTable({ label, table, shown }: Props) {
  const t = useTranslations("preview");
  if (table.columns === 0) return <p className="p-6 text-center text-ink-2">{t("tableEmpty")}</p>;
  const columns = Array.from({ length: Math.min(table.columns, MOST_COLUMNS) }, (_, column) => column);
  return (
    <section
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling table must be reachable by keyboard.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto bg-surface -outline-offset-2"
    >
      {columns.length < table.columns && (
        <p className="p-3 text-small text-ink-2">
          {t("columnsCut", { shown: columns.length, columns: table.columns })}
        </p>
      )}
      <table className="tnum min-w-full border-separate border-spacing-0 text-small [&_:is(td,th)]:border-r [&_:is(td,th)]:border-b [&_:is(td,th)]:border-line [&_:is(td,th)]:px-3 [&_:is(td,th)]:py-1.5 [&_:is(td,th)]:text-left [&_:is(td,th)]:align-top">
        <thead>
          <tr>
            <th scope="col" className="sticky top-0 left-0 z-20 w-0 bg-sunken">
              <span className="sr-only">{t("row")}</span>
            </th>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="sticky top-0 z-10 bg-sunken font-medium whitespace-nowrap"
              >
                {table.header[column] ?? ""}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, shown).map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no name but their place, and never move.
            <tr key={index}>
              <th scope="row" className="sticky left-0 z-10 bg-sunken font-normal text-ink-3">
                {index + 1}
              </th>
              {columns.map((column) => (
                <td key={column} className="max-w-80 min-w-24 whitespace-pre-wrap [overflow-wrap:break-word]">
                  {row[column] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});
