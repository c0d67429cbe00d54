import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  areaShape,
  heightOf,
  namedPlaces,
  placeOf,
  scaleOf,
  stackedBars,
} from "#components/usage/chart/plot.ts";

const values = fc.array(fc.integer({ min: 0, max: 5e15 }), { minLength: 1, maxLength: 120 });

describe("a scale", () => {
  test("reaches over the largest value with few round lines, from nothing", () => {
    expect(scaleOf(576e9)).toEqual({ top: 600e9, ticks: [0, 200e9, 400e9, 600e9] });
    expect(scaleOf(7)).toEqual({ top: 8, ticks: [0, 2, 4, 6, 8] });
    expect(scaleOf(0)).toEqual({ top: 1, ticks: [0] });
    expect(scaleOf(0.000_02, 0.03)).toEqual({ top: 0.03, ticks: [0, 0.01, 0.02, 0.03] });
  });

  test("holds every value", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5e15 }), (most) => {
        const { top, ticks } = scaleOf(most);
        expect(top).toBeGreaterThanOrEqual(most);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.every((tick) => tick >= 0 && tick <= top)).toBe(true);
      }),
    );
  });
});

describe("an area", () => {
  test("goes from the first value to the last, and down to the ground", () => {
    expect(areaShape([0, 50, 100], 100)).toEqual({
      line: "M0,100L50,50L100,0",
      area: "M0,100L50,50L100,0L100,100L50,100L0,100Z",
    });
    expect(areaShape([25], 100).line).toBe("M0,75L100,75");
    expect(areaShape([null, 50, 100], 100).line).toBe("M50,50L100,0");
    expect(areaShape([null, null, 50], 100).line).toBe("M50,50L100,50");
    expect(areaShape([null, null], 1)).toEqual({ line: "", area: "" });
  });

  test("has no number that is none", () => {
    fc.assert(
      fc.property(values, (all) => {
        const shape = areaShape(all, scaleOf(Math.max(...all)).top);
        expect(`${shape.line}${shape.area}`).not.toMatch(/NaN|Infinity|undefined/);
      }),
    );
  });
});

describe("bars", () => {
  test("stand on one another and stay on the field", () => {
    fc.assert(
      fc.property(values, (first) => {
        const second = first.toReversed();
        const sums = first.map((value, at) => value + (second[at] ?? 0));
        const { top } = scaleOf(Math.max(...sums));
        const [lower = [], upper = []] = stackedBars([first, second], top);
        for (const [at, sum] of sums.entries()) {
          const [below, above] = [lower[at], upper[at]];
          if (below === undefined || above === undefined) throw new Error("A bar is missing.");
          expect(above.y + above.height).toBeCloseTo(below.y, 1);
          expect(above.y).toBeCloseTo(heightOf(sum, top), 1);
          expect(below.x).toBeGreaterThanOrEqual(0);
          expect(below.x + below.width).toBeLessThanOrEqual(100.01);
          expect(below.x + below.width / 2).toBeCloseTo(placeOf(at, first.length, "bars"), 1);
        }
      }),
    );
  });

  test("are none where nothing is known", () => expect(stackedBars([[], []], 1)).toEqual([[], []]));
});

test("a few places are named, in even steps that end with the last", () => {
  expect(namedPlaces(3)).toEqual([0, 1, 2]);
  expect(namedPlaces(30)).toEqual([4, 9, 14, 19, 24, 29]);
  expect(namedPlaces(53)).toEqual([7, 16, 25, 34, 43, 52]);
  expect(namedPlaces(0)).toEqual([]);
});
