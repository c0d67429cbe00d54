"use client";
import type { ReactNode } from "react";

/** The look of a cell besides the name. */
export const CELL = "truncate px-2 align-middle text-ink-2";

/** From which width of the window on a column is there; what is hidden stands below the name, or in the preview. */
export const FROM = { md: "hidden md:table-cell", lg: "hidden lg:table-cell", xl: "hidden xl:table-cell" };

const HEAD = "px-2 text-left text-caption font-medium text-ink-3";

export type Column = { label: string; className: string; hidden?: boolean };

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
          {columns.map(({ label: name, className, hidden }) => (
            <th key={name} scope="col" className={`${HEAD} ${className}`}>
              {hidden ? <span className="sr-only">{name}</span> : name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
