import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fits, isFull, roomOf, WARNINGS, warningAt } from "#lib/quota/room.ts";

const TB = 1_000_000_000_000;
const bytes = fc.integer({ min: 0, max: 1000 * TB });
const taken = fc.record({ stored: bytes, trash: bytes, pending: bytes });
const NOTHING = { stored: 0, trash: 0, pending: 0 };

describe("what is left of a quota", () => {
  test("and what is used are the whole, until more is stored than a lowered quota allows", () => {
    fc.assert(
      fc.property(bytes, taken, (quota, parts) => {
        const room = roomOf(quota, parts);
        expect(room.used).toBe(parts.stored + parts.trash + parts.pending);
        expect(room.left).toBe(room.used > quota ? 0 : quota - room.used);
      }),
    );
  });

  test("takes a file of exactly that size, and none that is a byte larger", () => {
    fc.assert(
      fc.property(bytes, taken, (quota, parts) => {
        const room = roomOf(quota, parts);
        expect(fits(room, room.left + 1)).toBe(false);
        expect(fits(room, room.left)).toBe(room.used <= quota);
      }),
    );
  });

  const step = fc.oneof(
    fc.record({ do: fc.constant("request" as const), size: fc.integer({ min: 1, max: 400 }) }),
    fc.record({
      do: fc.constantFrom("finish" as const, "abort" as const, "trash" as const, "purge" as const),
      at: fc.nat({ max: 50 }),
    }),
  );

  test("is never passed, whatever is requested, finished, aborted, trashed and purged, and comes back whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.array(step, { maxLength: 80 }), (quota, steps) => {
        const lists = { pending: [] as number[], stored: [] as number[], trash: [] as number[] };
        const sum = (list: number[]) => list.reduce((total, size) => total + size, 0);
        const room = () =>
          roomOf(quota, {
            stored: sum(lists.stored),
            trash: sum(lists.trash),
            pending: sum(lists.pending),
          });
        const move = (from: number[], at: number, to?: number[]) => {
          const [size] = from.length === 0 ? [] : from.splice(at % from.length, 1);
          if (size !== undefined) to?.push(size);
        };
        for (const one of steps) {
          const before = room();
          if (one.do === "request") {
            if (fits(before, one.size)) lists.pending.push(one.size);
          } else if (one.do === "finish") move(lists.pending, one.at, lists.stored);
          else if (one.do === "abort") move(lists.pending, one.at);
          else if (one.do === "trash") move(lists.stored, one.at, lists.trash);
          else move(lists.trash, one.at);
          const after = room();
          expect(after.used).toBeLessThanOrEqual(quota);
          // A reservation that becomes a file, and a file that goes to the trash, take what they took before.
          if (one.do === "finish" || one.do === "trash") expect(after.left).toBe(before.left);
          if (one.do === "abort" || one.do === "purge")
            expect(after.left).toBeGreaterThanOrEqual(before.left);
        }
        for (const list of Object.values(lists)) list.length = 0;
        expect(room().left).toBe(quota);
      }),
    );
  });
});

describe("a warning", () => {
  test.each([
    [1000, 0, null],
    [1000, 799, null],
    [1000, 800, 80],
    [1000, 949, 80],
    [1000, 950, 95],
    [1000, 1000, 95],
    [1000, 5000, 95],
    [0, 0, 95],
  ] as const)("of %i bytes with %i used is %s", (quota, used, warning) =>
    expect(warningAt(quota, used)).toBe(warning),
  );

  test("never goes away because more is used", () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, (quota, used, more) => {
        const rank = (at: number) => WARNINGS.findIndex((warning) => warning === warningAt(quota, at));
        expect(rank(used + more)).toBeGreaterThanOrEqual(rank(used));
      }),
    );
  });
});

test("a quota is full when hardly a file still fits", () => {
  const full = (quota: number, stored: number) => isFull(roomOf(quota, { ...NOTHING, stored }));
  expect([full(0, 0), full(1000, 1000), full(1000, 991), full(1000, 2000)]).toEqual([true, true, true, true]);
  expect([full(1000, 989), full(TB, 0), full(TB, TB - 1_000_001)]).toEqual([false, false, false]);
  expect(full(TB, TB - 1_000_000)).toBe(true);
});
