import fc from "fast-check";
import { expect, test } from "vitest";
import { billMonth, NOTHING, plus } from "#lib/usage/bill.ts";
import { R2_INFREQUENT_ACCESS, R2_STANDARD } from "#lib/usage/price.ts";
import { shareCost, shareOut } from "#lib/usage/share.ts";

test("a share is in proportion, to the millionth", () => {
  expect(shareOut(1_350_000, [25n, 75n])).toEqual([337_500, 1_012_500]);
  expect(shareOut(100, [1n, 1n, 1n])).toEqual([34, 33, 33]);
  expect(shareOut(100, [0n, 5n])).toEqual([0, 100]);
  expect(shareOut(100, [0n, 0n])).toEqual([0, 0]);
  expect(shareOut(100, [])).toEqual([]);
});

const amount = (max: bigint) => fc.bigInt({ min: 0n, max });
const user = fc.record({
  byteDays: amount(10n ** 17n),
  earlyByteDays: amount(10n ** 16n),
  classA: amount(10n ** 8n),
  classB: amount(10n ** 9n),
  bytesOut: amount(10n ** 14n),
});

test("the parts of a month's cost add up to it, whoever there is, and nobody pays more than all of it", () => {
  fc.assert(
    fc.property(
      fc.array(user, { minLength: 1, maxLength: 30 }),
      fc.constantFrom(R2_STANDARD, R2_INFREQUENT_ACCESS),
      (users, rates) => {
        const cost = billMonth(users.reduce(plus, NOTHING), 30, rates);
        const parts = shareCost(cost, users, rates);
        for (const part of ["storage", "classA", "classB", "retrieval", "total"] as const) {
          expect(parts.reduce((sum, own) => sum + own[part], 0)).toBe(cost[part]);
          for (const own of parts) {
            expect(own[part]).toBeGreaterThanOrEqual(0);
            expect(own[part]).toBeLessThanOrEqual(cost[part]);
          }
        }
      },
    ),
  );
});

test("what is free is shared in proportion: who uses twice as much pays twice as much", () => {
  const one = { ...NOTHING, byteDays: 300_000_000_000n };
  const two = { ...NOTHING, byteDays: 600_000_000_000n };
  // 30 GB-months, 10 of them free: 20 x 0.015 = 0.30, a third of it and two thirds.
  const cost = billMonth(plus(one, two), 30, R2_STANDARD);
  expect(shareCost(cost, [one, two], R2_STANDARD).map((own) => own.total)).toEqual([100_000, 200_000]);
});
