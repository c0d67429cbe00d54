"use client";
import type { ReactNode } from "react";

/** Shared by the header and the rows of a list; phones show the name alone, with the rest told below it. */
export const CELL = "hidden md:table-cell px-2 align-middle truncate text-ink-2";
export const HEAD = "hidden md:table-cell px-2 text-left text-caption font-medium text-ink-3";

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
