import type { Table } from "#components/preview/csv.ts";

/** Rows of a table that are drawn at most, and cells: browsers get slow beyond. */
const MOST_ROWS = 1000;
const MOST_CELLS = 40_000;
const FEWEST_ROWS = 20;

type Shown = {
  /** Rows that are drawn. */
  shown: number;
  /** How many are not; a guess where the file was not read to its end. Null where all are shown. */
  left: { count: number; exact: boolean } | null;
};

/**
 * How much of a table is drawn.
 * @param bytes how many of the file's bytes the table was read from.
 */
export function shownRows(table: Pick<Table, "rows" | "columns">, bytes: number, fileSize: number): Shown {
  const read = table.rows.length;
  const room = Math.max(FEWEST_ROWS, Math.floor(MOST_CELLS / Math.max(1, table.columns)));
  const shown = Math.min(read, MOST_ROWS, room);
  if (bytes >= fileSize) return { shown, left: read > shown ? { count: read - shown, exact: true } : null };
  const unread = Math.max(1, Math.round(((fileSize - bytes) / bytes) * Math.max(1, read)));
  const guess = Number((read - shown + unread).toPrecision(2));
  return { shown, left: { count: guess, exact: false } };
}
