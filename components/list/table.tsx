"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode, Ref } from "react";

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

/** For rows that are scrolled to: they keep clear of what sticks above them. */
export const KEPT_CLEAR = "scroll-mt-[calc(var(--stuck)+2.25rem)] scroll-mb-4";

/** Sticks below the toolbar, whose height is the toolbar's own to say. */
const STUCK = "sticky top-(--stuck) z-2 bg-paper print:static";

export type Column = {
  label: string;
  className: string;
  hidden?: boolean;
  /** How to sort by this column, and whether it is sorted by now. */
  sort?: { now: "ascending" | "descending" | null; onSort: () => void };
};

/**
 * A table whose columns have fixed widths, so that no row can move another. The browser must not anchor its scrolling to
 * rows that come and go: it takes them for content that has moved, and scrolls after it to the end.
 */
export function Table({
  label,
  columns,
  select,
  rowCount,
  body,
  children,
}: {
  label: string;
  columns: readonly Column[];
  select: ReactNode;
  /** How many rows the whole table has, with its head, where not all are in the page; -1 where nobody knows. */
  rowCount?: number;
  body?: Ref<HTMLTableSectionElement>;
  children: ReactNode;
}) {
  return (
    <table
      aria-label={label}
      aria-rowcount={rowCount}
      className="w-full table-fixed [overflow-anchor:none] border-separate border-spacing-0 [&_td]:border-b [&_td]:border-line"
    >
      <thead className="max-md:hidden">
        <tr className="h-9 [&>th]:border-b [&>th]:border-line" aria-rowindex={rowCount && 1}>
          <th scope="col" className={`w-9 pointer-coarse:w-11 ${STUCK}`}>
            {select}
          </th>
          {columns.map((column) => (
            <Head key={column.label} column={column} />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>{children}</tbody>
    </table>
  );
}

function Head({ column: { label, className, hidden, sort } }: { column: Column }) {
  const Arrow = sort?.now === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={sort?.now ?? undefined} className={`${HEAD} ${STUCK} ${className}`}>
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
