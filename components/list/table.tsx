"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";

/** The look of a cell besides the name. */
export const CELL = "truncate px-2 align-middle text-ink-2";

/**
 * From which width on a column is there: of the window, and of the list, which a preview beside it makes narrower. What
 * is hidden stands below the name, or in the preview.
 */
export const FROM = {
  sm: "max-md:hidden",
  md: "max-md:hidden @max-[42rem]:hidden",
  lg: "max-lg:hidden @max-[46rem]:hidden",
  xl: "max-xl:hidden @max-[57rem]:hidden",
};

const HEAD = "px-2 text-left text-caption font-medium text-ink-3";

export type Column = {
  label: string;
  className: string;
  hidden?: boolean;
  /** How to sort by this column, and whether it is sorted by now. */
  sort?: { now: "ascending" | "descending" | null; onSort: () => void };
};

/** A table whose columns have fixed widths, so that no row can move another. */
export function Table({
  label,
  columns,
  select,
  children,
}: {
  label: string;
  columns: readonly Column[];
  select: ReactNode;
  children: ReactNode;
}) {
  return (
    <table aria-label={label} className="w-full table-fixed border-collapse">
      <thead className="max-md:hidden">
        <tr className="h-9 border-b border-line">
          <th scope="col" className="w-9 pointer-coarse:w-11">
            {select}
          </th>
          {columns.map((column) => (
            <Head key={column.label} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Head({ column: { label, className, hidden, sort } }: { column: Column }) {
  const Arrow = sort?.now === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={sort?.now ?? undefined} className={`${HEAD} ${className}`}>
      {sort === undefined ? (
        <span className={hidden ? "sr-only" : ""}>{label}</span>
      ) : (
        <button
          type="button"
          onClick={sort.onSort}
          className="group -mx-2 inline-flex h-9 items-center gap-1 rounded-md px-2 hover:text-ink [.text-right_&]:flex-row-reverse data-now:text-ink"
          data-now={sort.now ?? undefined}
        >
          {label}
          <Arrow
            aria-hidden
            className="size-3 opacity-0 group-hover:opacity-50 group-focus-visible:opacity-50 group-data-now:opacity-100"
          />
        </button>
      )}
    </th>
  );
}
