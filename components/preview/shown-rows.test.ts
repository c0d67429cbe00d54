import fc from "fast-check";
import { expect, test } from "vitest";
import { shownRows } from "#components/preview/shown-rows.ts";

const table = (rows: number, columns = 3) => ({ rows: Array.from({ length: rows }, () => []), columns });

test.each([
  ["a short table whole", shownRows(table(12), 500, 500), { shown: 12, left: null }],
  ["a thousand rows", shownRows(table(1204), 500, 500), { shown: 1000, left: { count: 204, exact: true } }],
  [
    "fewer of a wide one",
    shownRows(table(1000, 400), 500, 500),
    { shown: 100, left: { count: 900, exact: true } },
  ],
  [
    "of a long file the beginning",
    shownRows(table(2000), 500, 5000),
    { shown: 1000, left: { count: 19_000, exact: false } },
  ],
  ["nothing", shownRows(table(0, 0), 10, 10), { shown: 0, left: null }],
])("%s", (_, is, expected) => expect(is).toEqual(expected));

test("whatever is not shown is told", () => {
  fc.assert(
    fc.property(fc.nat(3000), fc.nat(300), fc.nat(1e6), fc.nat(1e6), (rows, columns, bytes, more) => {
      const { shown, left } = shownRows(table(rows, columns), bytes + 1, bytes + 1 + more);
      expect(shown).toBeLessThanOrEqual(rows);
      expect((left?.count ?? 0) > 0).toBe(shown < rows || more > 0);
    }),
  );
});
