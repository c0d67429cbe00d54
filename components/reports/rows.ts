import type { RowsChange } from "#components/list/rows.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { ReportCount, ReportItem, ReportPage } from "#lib/reports/types.ts";

/** The reports on the page: the first page as the server sent it, what was loaded below it, and what has changed since. */
export type ReportRows = { items: readonly ReportItem[]; nextCursor: string | null; count: ReportCount };

const isNewer = (one: DocumentItem, other: DocumentItem) =>
  one.uploadedAt === other.uploadedAt ? one.id > other.id : one.uploadedAt > other.uploadedAt;

const recount = (count: ReportCount, by: number): ReportCount =>
  count.more ? count : { ...count, count: Math.max(0, count.count + by) };

/** What is behind the page that the server has just sent stays where it was loaded. */
export function refreshed(rows: ReportRows, page: ReportPage, count: ReportCount): ReportRows {
  const last = page.items.at(-1);
  if (page.nextCursor === null || last === undefined) return { ...page, count };
  const known = new Set(page.items.map(({ id }) => id));
  const behind = rows.items.filter((item) => !known.has(item.id) && isNewer(last, item));
  return behind.length === 0
    ? { ...page, count }
    : { items: [...page.items, ...behind], nextCursor: rows.nextCursor, count };
}

/** The rows after a change that was made here. */
export function changed(rows: ReportRows, change: RowsChange): ReportRows {
  const { items, count } = rows;
  switch (change.type) {
    case "removed": {
      const left = items.filter(({ id }) => !change.ids.includes(id));
      return { ...rows, items: left, count: recount(count, left.length - items.length) };
    }
    case "inserted": {
      // What comes back was a row of this list before.
      const back = change.items.filter(
        (item): item is ReportItem => "students" in item && !items.some(({ id }) => id === item.id),
      );
      const all = [...items, ...back].toSorted((a, b) => (isNewer(a, b) ? -1 : 1));
      return { ...rows, items: all, count: recount(count, back.length) };
    }
    case "renamed":
      return {
        ...rows,
        items: items.map((item) => (item.id === change.id ? { ...item, ...change.names } : item)),
      };
    default:
      return rows;
  }
}
