import { inOrder, type RowOrder } from "#components/list/order.ts";
import type { DocumentItem, DocumentPage } from "#lib/documents/types.ts";

/** How many there are; `more` when counting stopped at `count`. */
export type Count = { count: number; more: boolean };

/** Which list this is: its key, unlike that of any other query, and how its rows follow each other. */
export type ListId = { key: string; order: RowOrder };

/** The rows on the page: the first page as the server sent it, what was loaded below it, and what has changed since. */
export type Rows = ListId & {
  items: readonly DocumentItem[];
  nextCursor: string | null;
  count: Count;
  /** Nothing that was loaded before goes on behind the page that the server sends next. */
  outdated?: boolean;
  /** Changes so recent that a page may still come which was read before them: they are made on it again. */
  recent?: readonly RowsEvent[];
};

export type RowsChange =
  | { type: "continued"; page: DocumentPage }
  | { type: "inserted"; items: readonly DocumentItem[] }
  | { type: "removed"; ids: readonly string[] }
  | { type: "renamed"; id: string; names: Partial<DocumentItem> }
  | { type: "published"; id: string; publication: DocumentItem["publication"] }
  /** Many rows have changed elsewhere; which ones, the server's next page will show. */
  | { type: "outdated" };

export type RowsEvent =
  /** The server sent the first page, of this list again or of another: it is the truth for the stretch it covers. */
  | {
      type: "refreshed";
      list: ListId;
      page: DocumentPage;
      count: Count;
      /** It was asked for by this list: where another one is shown by now, nobody waits for it. */
      again?: true;
    }
  /** A change to the list of this key; where another one is shown by now, it is not this list's any more. */
  | (RowsChange & { key: string })
  /** A step back has come to a list that was left like this. */
  | { type: "returned"; rows: Rows }
  /** A change that any page that comes now knows of. */
  | { type: "settled"; change: RowsEvent };

function without(items: readonly DocumentItem[], ids: ReadonlySet<string>): DocumentItem[] {
  return items.filter(({ id }) => !ids.has(id));
}

function idsOf(items: readonly DocumentItem[]): Set<string> {
  return new Set(items.map(({ id }) => id));
}

function refresh(rows: Rows, { list, page, count }: Extract<RowsEvent, { type: "refreshed" }>): Rows {
  const { items, nextCursor } = page;
  const last = items.at(-1);
  const recent = list.key === rows.key ? (rows.recent ?? []) : [];
  const again = (fresh: Rows): Rows => ({ ...recent.reduce(change, fresh), recent });
  // Another list, or the page reaches the end: nothing that was loaded before goes on behind it.
  if (rows.outdated || list.key !== rows.key || nextCursor === null || last === undefined) {
    return again({ ...list, items, nextCursor, count });
  }
  const compare = inOrder(list.order);
  const behind = without(rows.items, idsOf(items)).filter((item) => compare(last, item) < 0);
  const loaded = behind.length > 0;
  return again({
    ...list,
    items: [...items, ...behind],
    nextCursor: loaded ? rows.nextCursor : nextCursor,
    count,
  });
}

/** The ids of the rows that come or go with an event. */
function moved(event: RowsEvent): readonly string[] {
  if (event.type === "removed") return event.ids;
  return event.type === "inserted" ? event.items.map(({ id }) => id) : [];
}

/** The recent changes with one more. What it takes back is left out: the server's row may be newer than ours. */
function noting(recent: readonly RowsEvent[], event: RowsEvent): readonly RowsEvent[] {
  const ids = new Set(moved(event));
  const kept = recent.filter((one) => {
    const back = moved(one);
    return back.length === 0 || !back.every((id) => ids.has(id));
  });
  return [...kept, event];
}

/** The rows after `event`. */
export function reduceRows(rows: Rows, event: RowsEvent): Rows {
  if (event.type === "refreshed") {
    return event.again && event.list.key !== rows.key ? rows : refresh(rows, event);
  }
  if (event.type === "returned") return event.rows;
  const { recent = [] } = rows;
  if (event.type === "settled") {
    if (!recent.includes(event.change)) return rows;
    return { ...rows, recent: recent.filter((one) => one !== event.change) };
  }
  if (event.key !== rows.key) return rows;
  // The next page of the list is asked for once many have changed, and knows of all that was before.
  if (event.type === "outdated") return { ...rows, outdated: true, recent: [] };
  if (event.type === "continued") return change(rows, event);
  return { ...change(rows, event), recent: noting(recent, event) };
}

function change(rows: Rows, event: RowsEvent): Rows {
  switch (event.type) {
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
      const items = [...fresh, ...rows.items].toSorted(inOrder(rows.order));
      return { ...rows, items, count: shift(rows.count, fresh.length) };
    }
    case "renamed": {
      const items = rows.items.map((item) => (item.id === event.id ? { ...item, ...event.names } : item));
      return { ...rows, items: items.toSorted(inOrder(rows.order)) };
    }
    case "published": {
      const { id, publication } = event;
      return { ...rows, items: rows.items.map((item) => (item.id === id ? { ...item, publication } : item)) };
    }
    case "removed": {
      const items = without(rows.items, new Set(event.ids));
      return { ...rows, items, count: shift(rows.count, items.length - rows.items.length) };
    }
    default:
      return rows;
  }
}

/** A count that stopped early says "1,000 or more" and need not move. */
function shift(count: Count, by: number): Count {
  return count.more ? count : { ...count, count: count.count + by };
}
