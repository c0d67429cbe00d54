import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monthlyStorageCost, shareOfCost } from "#lib/usage/price.ts";

const GB = 1_000_000_000;
const bytes = fc.integer({ min: 0, max: 10 ** 15 });

describe("a month of storage", () => {
  test.each([
    [0, 0],
    [1, 0],
    [10 * GB, 0],
    // The eleventh GB-month is begun: 1 x 0.015.
    [10 * GB + 1, 0.015],
    [11 * GB, 0.015],
    [11 * GB + 1, 0.03],
    // 100 - 10 = 90 x 0.015.
    [100 * GB, 1.35],
    // A terabyte and a half: (1,500 - 10) x 0.015.
    [1500 * GB, 22.35],
  ])("of %i bytes costs %d USD", (stored, usd) => expect(monthlyStorageCost(stored)).toBeCloseTo(usd, 10));

  test("never costs less for more", () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(monthlyStorageCost(a + b)).toBeGreaterThanOrEqual(monthlyStorageCost(a));
      }),
    );
  });
});

describe("a school's share", () => {
  test("is in proportion to its bytes, and nothing where nothing is stored", () => {
    expect(shareOfCost(1.35, 25 * GB, 100 * GB)).toBeCloseTo(0.3375, 10);
    expect(shareOfCost(0, 0, 0)).toBe(0);
  });

  test("adds up with the others to the whole", () => {
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 50 }), (schools) => {
        const all = schools.reduce((sum, one) => sum + one, 0);
        const total = monthlyStorageCost(all);
        const parts = schools.map((one) => shareOfCost(total, one, all));
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 6);
        expect(parts.every((part) => part >= 0 && part <= total + 1e-9)).toBe(true);
      }),
    );
  });
});
