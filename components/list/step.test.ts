import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beside, stepFrom } from "#components/list/step.ts";

const KEYS = ["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "PageDown", "PageUp", "Home", "End"];

const fields = fc.record({
  count: fc.integer({ min: 1, max: 5000 }),
  columns: fc.integer({ min: 1, max: 8 }),
  lines: fc.integer({ min: 1, max: 30 }),
});

describe("stepFrom", () => {
  it("never leads out of the list", () => {
    fc.assert(
      fc.property(fields, fc.nat(), fc.constantFrom(...KEYS), (field, any, key) => {
        const to = stepFrom(any % field.count, key, field);
        if (to === null) return;
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(field.count);
      }),
    );
  });

  it("comes back the way it went, unless a line was shorter", () => {
    fc.assert(
      fc.property(fields, fc.nat(), (field, any) => {
        const from = any % field.count;
        const down = stepFrom(from, "ArrowDown", field) ?? from;
        if (down % field.columns === from % field.columns && down !== from)
          expect(stepFrom(down, "ArrowUp", field)).toBe(from);
        const right = stepFrom(from, "ArrowRight", field);
        if (right !== null && right !== from) expect(stepFrom(right, "ArrowLeft", field)).toBe(from);
      }),
    );
  });

  it("moves in a list of rows by one, by what is in sight, and to the ends", () => {
    const rows = { count: 50, columns: 1, lines: 10 };
    const from = (key: string, index = 20) => stepFrom(index, key, rows);
    expect(KEYS.map((key) => from(key))).toEqual([21, 19, null, null, 30, 10, 0, 49]);
    expect(from("PageDown", 45)).toBe(49);
    expect(from("PageUp", 4)).toBe(0);
    expect(from("ArrowUp", 0)).toBe(0);
    expect(from("ArrowDown", 49)).toBe(49);
    expect(from("Tab")).toBeNull();
  });

  it("moves among cards in both directions, and to the end of a shorter last line", () => {
    // 0 1 2 3 / 4 5 6 7 / 8 9
    const cards = { count: 10, columns: 4, lines: 2 };
    const from = (index: number, key: string) => stepFrom(index, key, cards);
    expect(from(1, "ArrowDown")).toBe(5);
    expect(from(7, "ArrowDown")).toBe(9);
    expect(from(8, "ArrowDown")).toBe(8);
    expect(from(3, "ArrowRight")).toBe(4);
    expect(from(4, "ArrowLeft")).toBe(3);
    expect(from(2, "ArrowUp")).toBe(2);
    expect(from(0, "PageDown")).toBe(8);
    expect(from(9, "PageUp")).toBe(1);
  });
});

describe("beside", () => {
  const ids = ["a", "b", "c", "d"];
  it("is the next one that stays, else the last one before", () => {
    expect(beside(ids, new Set(["b"]))).toBe("c");
    expect(beside(ids, new Set(["b", "c"]))).toBe("d");
    expect(beside(ids, new Set(["a", "c"]))).toBe("b");
    expect(beside(ids, new Set(["c", "d"]))).toBe("b");
    expect(beside(ids, new Set(ids))).toBeNull();
  });
});
