import { describe, expect, it } from "vitest";
import { matches } from "#components/list/matches.ts";
import type { RowOrder } from "#components/list/order.ts";
import { type Rows, reduceRows } from "#components/list/rows.ts";
import { NEWEST } from "#lib/documents/sort.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Rows named by their hour: a larger number is newer. */
function row(hour: number): DocumentItem {
  const uploadedAt = `2026-11-22T${String(hour).padStart(2, "0")}:00:00.000Z`;
  return { id: `d${hour}`, filename: `${hour}.pdf`, uploadedAt, deletedAt: null } as DocumentItem;
}

const list = { key: "newest", order: NEWEST };
const key = list.key;

function rowsOf(hours: number[], nextCursor: string | null = null): Rows {
  return { ...list, items: hours.map(row), nextCursor, count: { count: hours.length, more: false } };
}

const hoursOf = (rows: Rows) => rows.items.map(({ id }) => Number(id.slice(1)));
const count = (number: number) => ({ count: number, more: false });

describe("reduceRows", () => {
  it("puts arrivals where they belong, once", () => {
    const rows = reduceRows(rowsOf([9, 7, 5]), { type: "inserted", key, items: [row(8), row(7), row(10)] });
    expect(hoursOf(rows)).toEqual([10, 9, 8, 7, 5]);
    expect(rows.count.count).toBe(5);
  });

  it("takes rows away and counts them, and leaves a count that stopped early alone", () => {
    const rows = reduceRows(rowsOf([9, 7, 5]), { type: "removed", key, ids: ["d7", "gone"] });
    expect(hoursOf(rows)).toEqual([9, 5]);
    expect(rows.count.count).toBe(2);
    const many: Rows = { ...rowsOf([9, 7]), count: { count: 1000, more: true } };
    expect(reduceRows(many, { type: "removed", key, ids: ["d7"] }).count).toEqual({
      count: 1000,
      more: true,
    });
  });

  it("gives a row another name, and puts it where that belongs", () => {
    const order = { by: "name", descending: false } as const;
    const rows = { ...rowsOf([1, 2, 3]), order };
    const names = { filename: "2b.pdf", title: "Plan" };
    const after = reduceRows(rows, { type: "renamed", key, id: "d1", names });
    expect(after.items.map(({ filename, title }) => [filename, title ?? null])).toEqual([
      ["2.pdf", null],
      ["2b.pdf", "Plan"],
      ["3.pdf", null],
    ]);
    expect(after.count).toEqual(rows.count);
    expect(hoursOf(reduceRows(rowsOf([9, 7]), { type: "renamed", key, id: "d7", names }))).toEqual([9, 7]);
  });

  it("continues below, without doubles", () => {
    const page = { items: [row(5), row(4)], nextCursor: "c2" };
    const rows = reduceRows(rowsOf([9, 7, 5], "c1"), { type: "continued", key, page });
    expect(hoursOf(rows)).toEqual([9, 7, 5, 4]);
    expect(rows.nextCursor).toBe("c2");
  });

  it("takes a refreshed first page for the truth, and keeps what was loaded below it", () => {
    const before = rowsOf([9, 8, 7, 5, 4], "behind-4");
    const page = { items: [row(10), row(9), row(7)], nextCursor: "behind-7" };
    const rows = reduceRows(before, { type: "refreshed", list, page, count: count(6) });
    expect(hoursOf(rows)).toEqual([10, 9, 7, 5, 4]);
    expect(rows.nextCursor).toBe("behind-4");
    expect(rows.count.count).toBe(6);
  });

  it("makes recent changes again on a page that was read before them, until they are settled", () => {
    const page = (hours: number[]) => ({ items: hours.map(row), nextCursor: null });
    const refreshed = (hours: number[]) =>
      ({ type: "refreshed", list, page: page(hours), count: count(hours.length) }) as const;
    const arrived = { type: "inserted", key, items: [row(10)] } as const;
    const removed = { type: "removed", key, ids: ["d7"] } as const;
    const changed = [arrived, removed].reduce(reduceRows, rowsOf([9, 7]));
    const late = reduceRows(changed, refreshed([9, 7]));
    expect(hoursOf(late)).toEqual([10, 9]);
    expect(late.count.count).toBe(2);
    expect(hoursOf(reduceRows(late, refreshed([10, 9, 8])))).toEqual([10, 9, 8]);
    const settled = reduceRows(late, { type: "settled", change: removed });
    expect(hoursOf(reduceRows(settled, refreshed([9, 7])))).toEqual([10, 9, 7]);
    const other = { ...refreshed([3]), list: { ...list, key: "other" } };
    expect(hoursOf(reduceRows(late, other))).toEqual([3]);
  });

  it("takes no answer to what another list had asked, and is again what it was when it was left", () => {
    const rows = rowsOf([9, 7]);
    const late = {
      type: "refreshed" as const,
      list: { ...list, key: "other" },
      page: { items: [], nextCursor: null },
    };
    expect(reduceRows(rows, { ...late, count: count(0), again: true as const })).toBe(rows);
    expect(reduceRows(rowsOf([3]), { type: "returned", rows })).toBe(rows);
  });

  it("keeps a row whose deletion was taken back through a page from between, and then shows the server's", () => {
    const removed = { type: "removed", key, ids: ["d7"] } as const;
    const undone = { type: "inserted", key, items: [row(7)] } as const;
    const rows = [removed, undone].reduce(reduceRows, rowsOf([9, 7]));
    const between = { items: [row(9)], nextCursor: null };
    const held = reduceRows(rows, { type: "refreshed", list, page: between, count: count(1) });
    expect(hoursOf(held)).toEqual([9, 7]);
    expect(held.count.count).toBe(2);
    const renamed = { ...row(7), filename: "new.pdf" };
    const after = { items: [row(9), renamed], nextCursor: null };
    const fresh = reduceRows(held, { type: "refreshed", list, page: after, count: count(2) });
    expect(fresh.items).toEqual(after.items);
    expect(fresh.count.count).toBe(2);
  });

  it("takes the page alone when it reaches the end, or nothing was loaded below", () => {
    const whole = { items: [row(9)], nextCursor: null };
    expect(
      hoursOf(reduceRows(rowsOf([9, 8]), { type: "refreshed", list, page: whole, count: count(1) })),
    ).toEqual([9]);
    const part = { items: [row(9), row(8)], nextCursor: "behind-8" };
    const rows = reduceRows(rowsOf([9, 8], "old"), { type: "refreshed", list, page: part, count: count(3) });
    expect(rows.nextCursor).toBe("behind-8");
  });
});

describe("an outdated list", () => {
  it("keeps its rows until the server sends the next page, and then only that", () => {
    const rows = reduceRows(rowsOf([9, 8, 7, 6], "c6"), { type: "outdated", key });
    expect(hoursOf(rows)).toEqual([9, 8, 7, 6]);
    const page = { items: [row(9), row(8)], nextCursor: "c8" };
    const fresh = reduceRows(rows, { type: "refreshed", list, page, count: count(3) });
    expect([hoursOf(fresh), fresh.nextCursor]).toEqual([[9, 8], "c8"]);
    const later = { items: [row(9)], nextCursor: "c9" };
    const grown = reduceRows(fresh, { type: "refreshed", list, page: later, count: count(3) });
    expect(hoursOf(grown)).toEqual([9, 8]);
  });
});

describe("a list in another order", () => {
  const named = (id: string, filename: string, fileSize: number) =>
    ({ id, filename, fileSize, uploadedAt: "2026-11-22T00:00:00.000Z", deletedAt: null }) as DocumentItem;
  const page2 = named("a", "Página 2.pdf", 30);
  const page10 = named("b", "pagina 10.pdf", 4);
  const again = named("c", "PAGINA 2.pdf", 4);
  const of = (order: RowOrder) => {
    const empty: Rows = { key, order, items: [], nextCursor: null, count: count(0) };
    const filled = reduceRows(empty, { type: "inserted", key, items: [page10, again, page2] });
    return filled.items.map(({ id }) => id).join("");
  };

  it("takes arrivals in where they belong, equal ones by id", () => {
    expect(of({ by: "name", descending: false })).toBe("acb");
    expect(of({ by: "name", descending: true })).toBe("bca");
    expect(of({ by: "size", descending: false })).toBe("bca");
    expect(of({ by: "size", descending: true })).toBe("acb");
    expect(of({ by: "date", descending: false })).toBe("abc");
  });

  it("takes nothing in that was asked for another list", () => {
    const rows = rowsOf([9, 7], "c1");
    const page = { items: [row(3)], nextCursor: null };
    expect(reduceRows(rows, { type: "continued", key: "other", page })).toBe(rows);
    expect(reduceRows(rows, { type: "inserted", key: "other", items: [row(8)] })).toBe(rows);
    const other = { key: "other", order: NEWEST };
    const shown = reduceRows(rows, {
      type: "refreshed",
      list: other,
      page: { ...page, nextCursor: "c3" },
      count: count(1),
    });
    expect(hoursOf(shown)).toEqual([3]);
    expect(shown.nextCursor).toBe("c3");
  });
});

describe("matches", () => {
  it("goes by any part of the name; capitals and accents do not matter", () => {
    expect(matches("Informe académico – Peña.PDF", "ACADEMICO")).toBe(true);
    expect(matches("Informe", " forme ")).toBe(true);
    expect(matches("Informe", "x")).toBe(false);
    expect(matches("Informe", "")).toBe(true);
  });
});
