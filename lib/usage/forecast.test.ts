import fc from "fast-check";
import { expect, test } from "vitest";
import { billMonth } from "#lib/usage/bill.ts";
import { addDays } from "#lib/usage/days.ts";
import { forecastMonth } from "#lib/usage/forecast.ts";
import { R2_STANDARD } from "#lib/usage/price.ts";
import { billableOf, type DayRow, daySeries, noActivity } from "#lib/usage/series.ts";

const row = (day: string, more: Partial<DayRow>): DayRow => ({
  ...noActivity(),
  day,
  net: 0,
  rise: 0,
  earlyByteDays: 0,
  ...more,
});

test("a day without a row is one without a change; peaks stand above where a day begins", () => {
  const rows = [row("2026-11-02", { net: 5, rise: 9 }), row("2026-11-04", { net: -3, rise: 0 })];
  const days = daySeries(rows, 12, "2026-11-01", "2026-11-05");
  expect(days.map((day) => [day.startBytes, day.peakBytes, day.endBytes])).toEqual([
    [10, 10, 10],
    [10, 19, 15],
    [15, 15, 15],
    [15, 15, 12],
    [12, 12, 12],
  ]);
  expect(billableOf(days).byteDays).toBe(71n);
});

test("what grows by the same amount each day is forecast to the byte", () => {
  // 10 bytes more each day since the 1st of October; on the 20th of November 510 are held, and 10 days are to come.
  const rows = Array.from({ length: 51 }, (_, at) =>
    row(addDays("2026-10-01", at), { net: 10, rise: 10, classA: { measured: 2, estimated: 1 } }),
  );
  const days = daySeries(rows, 510, "2026-10-23", "2026-11-20");
  const { low, expected, high, historyDays } = forecastMonth(days, "2026-10-01", 0.5);
  expect(historyDays).toBe(28);
  // The days of November: 320 at the end of the 1st, 510 on the 20th, 610 on the 30th.
  const byteDays = Array.from({ length: 30 }, (_, at) => 320 + 10 * at).reduce(
    (sum, bytes) => sum + bytes,
    0,
  );
  // 20 days of 3, the other half of today, and ten more: whole ones, for nothing is half an operation.
  expect(expected).toMatchObject({ byteDays: BigInt(byteDays), classA: 92n });
  expect([low, high]).toEqual([expected, expected]);
});

const amount = fc.integer({ min: 0, max: 10 ** 12 });

test("the range is around what is expected, and never below what the month has cost already", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ net: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), reads: fc.nat(10 ** 6) }), {
        minLength: 1,
        maxLength: 40,
      }),
      amount,
      fc.integer({ min: 0, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (changes, now, offset, elapsed) => {
        const today = addDays("2026-10-01", offset);
        const from = addDays(today, 1 - changes.length);
        const rows = changes.map(({ net, reads }, at) =>
          row(addDays(from, at), { net, rise: Math.max(0, net), classB: { measured: reads, estimated: 0 } }),
        );
        const days = daySeries(rows, now, from, today);
        const { low, expected, high } = forecastMonth(days, from, elapsed);
        const soFar = billableOf(days.filter(({ day }) => day.startsWith(today.slice(0, 7))));
        const cost = [soFar, low, expected, high].map((used) => billMonth(used, 30, R2_STANDARD).total);
        expect(cost.toSorted((a, b) => a - b)).toEqual(cost);
        for (const name of ["byteDays", "classB"] as const) {
          expect(
            low[name] >= soFar[name] && expected[name] >= low[name] && high[name] >= expected[name],
          ).toBe(true);
        }
      },
    ),
  );
});
