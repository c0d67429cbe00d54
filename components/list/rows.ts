import type { DocumentItem, DocumentPage } from "#lib/documents/types.ts";

/** How many there are; `more` when counting stopped at `count`. */
export type Count = { count: number; more: boolean };

/** The rows on the page: the first page as the server sent it, what was loaded below it, and what has changed since. */
export type Rows = { items: readonly DocumentItem[]; nextCursor: string | null; count: Count };

export type RowsEvent =
  /** The server sent the first page again: it is the truth for the stretch it covers. */
  | { type: "refreshed"; page: DocumentPage; count: Count }
  | { type: "continued"; page: DocumentPage }
  | { type: "inserted"; items: readonly DocumentItem[] }
  | { type: "removed"; ids: readonly string[] };

/** The moment a list is ordered by: when it was thrown away, or else when it was added. */
function moment(item: DocumentItem): string {
  return item.deletedAt ?? item.uploadedAt;
}

/** Newest first, as the server orders them. */
function newerFirst(a: DocumentItem, b: DocumentItem): number {
  const [left, right] = [`${moment(a)} ${a.id}`, `${moment(b)} ${b.id}`];
  return left < right ? 1 : left > right ? -1 : 0;
}

function without(items: readonly DocumentItem[], ids: ReadonlySet<string>): DocumentItem[] {
  return items.filter(({ id }) => !ids.has(id));
}

function idsOf(items: readonly DocumentItem[]): Set<string> {
  return new Set(items.map(({ id }) => id));
}

/** The rows after `event`. */
export function reduceRows(rows: Rows, event: RowsEvent): Rows {
  switch (event.type) {
    case "refreshed": {
      const { items, nextCursor } = event.page;
      const last = items.at(-1);
      // The page reaches the end, or what lies behind its last row was loaded before and still stands.
      if (nextCursor === null || last === undefined) return { items, nextCursor, count: event.count };
      const behind = without(rows.items, idsOf(items)).filter((item) => newerFirst(last, item) < 0);
      const loaded = behind.length > 0;
      return {
        items: [...items, ...behind],
        nextCursor: loaded ? rows.nextCursor : nextCursor,
        count: event.count,
      };
    }
    case "continued": {
      const known = idsOf(rows.items);
      return {
        ...rows,
        items: [...rows.items, ...without(event.page.items, known)],
        nextCursor: event.page.nextCursor,
      };
    }
    case "inserted": {
      const fresh = without(event.items, idsOf(rows.items));
      const items = [...fresh, ...rows.items].toSorted(newerFirst);
      return { ...rows, items, count: shift(rows.count, fresh.length) };
    }
    default: {
      const items = without(rows.items, new Set(event.ids));
      return { ...rows, items, count: shift(rows.count, items.length - rows.items.length) };
    }
  }
}

/** A count that stopped early says "1,000 or more" and need not move. */
function shift(count: Count, by: number): Count {
  return count.more ? count : { ...count, count: count.count + by };
}
