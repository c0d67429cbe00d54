import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Billable, billMonth, NOTHING } from "#lib/usage/bill.ts";
import { R2_INFREQUENT_ACCESS, R2_STANDARD, toUsd } from "#lib/usage/price.ts";

const GB = 1_000_000_000n;
const used = (more: Partial<Billable>): Billable => ({ ...NOTHING, ...more });

/** The examples of https://developers.cloudflare.com/r2/pricing/, "R2 billing examples" and "Storage usage". */
describe("Cloudflare's own examples", () => {
  test("a thousand objects of 1 GB for a month, each read a thousand times: 14.85", () => {
    const month = used({
      byteDays: 1000n * GB * 30n,
      classA: 1000n,
      classB: 1_000_000n,
      bytesOut: 1_000_000n * GB,
    });
    expect(billMonth(month, 30, R2_STANDARD)).toEqual({
      storage: 14_850_000,
      classA: 0,
      classB: 0,
      retrieval: 0,
      total: 14_850_000,
    });
  });

  test("the same in Infrequent Access, deleted after five days: 29.90", () => {
    // The example retrieves each object once, though it says that each is read a thousand times.
    const month = used({
      byteDays: 1000n * GB * 5n,
      earlyByteDays: 1000n * GB * 25n,
      classA: 1000n,
      classB: 1_000_000n,
      bytesOut: 1000n * GB,
    });
    expect(billMonth(month, 30, R2_INFREQUENT_ACCESS)).toEqual({
      storage: 10_000_000,
      classA: 9_000_000,
      classB: 900_000,
      retrieval: 10_000_000,
      total: 29_900_000,
    });
  });

  test("a hundred thousand small files, ten million reads a day: 104.40", () => {
    const month = used({ byteDays: 10n * GB * 30n, classA: 100_000n, classB: 300_000_000n });
    expect(toUsd(billMonth(month, 30, R2_STANDARD).total)).toBe(104.4);
  });

  test("1 GB for 5 days, then 3 GB for 25, are 2.66 GB-months, and so 3", () => {
    const month = used({ byteDays: 5n * GB + 25n * 3n * GB });
    expect(billMonth(month, 30, { ...R2_STANDARD, freeGbMonths: 0 }).storage).toBe(3 * 15_000);
  });

  test("a million and one operations are billed as two million, 1.1 GB-months and GB as two", () => {
    const nothingFree = {
      ...R2_STANDARD,
      freeGbMonths: 0,
      freeClassA: 0,
      freeClassB: 0,
      retrievedGb: 10_000,
    };
    const month = used({
      byteDays: 33n * GB,
      classA: 1_000_001n,
      classB: 1_000_001n,
      bytesOut: GB + GB / 10n,
    });
    expect(billMonth(month, 30, nothingFree)).toMatchObject({
      storage: 30_000,
      classA: 9_000_000,
      classB: 720_000,
      retrieval: 20_000,
    });
  });
});

test("a worked month, by hand: November of a school district", () => {
  // Days 1 to 10: 800 GB at the peak. Day 11: 1,400 GB, half of it deleted again. Days 12 to 30: 950 GB.
  // 10 x 800 + 1 x 1,400 + 19 x 950 = 8,000 + 1,400 + 18,050 = 27,450 GB-days; / 30 = 915 GB-months exactly.
  // 915 - 10 = 905 x 0.015 = 13.575.
  // 3,250,001 class A: rounded up 4 million, 1 free, 3 x 4.50 = 13.50.
  // 41,300,000 class B: rounded up 42 million, 10 free, 32 x 0.36 = 11.52.
  // Egress and deletions: nothing. Together 38.595.
  const byteDays = (10n * 800n + 1400n + 19n * 950n) * GB;
  const november = used({ byteDays, classA: 3_250_001n, classB: 41_300_000n, bytesOut: 5000n * GB });
  const cost = billMonth(november, 30, R2_STANDARD);
  expect(cost).toEqual({
    storage: 13_575_000,
    classA: 13_500_000,
    classB: 11_520_000,
    retrieval: 0,
    total: 38_595_000,
  });
  // One byte more, on one day, begins the next GB-month.
  expect(billMonth({ ...november, byteDays: byteDays + 1n }, 30, R2_STANDARD).storage).toBe(13_590_000);
  // The same in Infrequent Access: 915 x 0.01 + 4 x 9.00 + 42 x 0.90 + 5,000 x 0.01 = 9.15 + 36 + 37.80 + 50.
  expect(toUsd(billMonth(november, 30, R2_INFREQUENT_ACCESS).total)).toBe(132.95);
});

const amount = (max: bigint) => fc.bigInt({ min: 0n, max });
const usage = fc.record({
  byteDays: amount(10n ** 18n),
  earlyByteDays: amount(10n ** 17n),
  classA: amount(10n ** 10n),
  classB: amount(10n ** 11n),
  bytesOut: amount(10n ** 16n),
});

test("cost never falls when usage rises, and never is a fraction of a millionth", () => {
  fc.assert(
    fc.property(
      usage,
      usage,
      fc.constantFrom(R2_STANDARD, R2_INFREQUENT_ACCESS),
      fc.integer({ min: 28, max: 31 }),
      (before, more, rates, days) => {
        const after = Object.fromEntries(
          Object.entries(before).map(([name, value]) => [name, value + more[name as keyof Billable]]),
        ) as Billable;
        const less = billMonth(before, days, rates);
        const cost = billMonth(after, days, rates);
        for (const part of ["storage", "classA", "classB", "retrieval", "total"] as const) {
          expect(cost[part]).toBeGreaterThanOrEqual(less[part]);
          expect(Number.isSafeInteger(cost[part])).toBe(true);
        }
      },
    ),
  );
});
