import fc from "fast-check";
import { expect, test } from "vitest";
import { stretchesOf, whole } from "#components/usage/chart/stretches.ts";
import { addDays } from "#lib/usage/days.ts";
import type { UsageDay } from "#lib/usage/types.ts";

const count = fc.record({ measured: fc.nat(1e6), estimated: fc.nat(1e6) });
const activity = fc.record({ classA: count, classB: count, free: count, bytesIn: count, bytesOut: count });
const days = fc
  .array(fc.record({ activity, peakBytes: fc.nat(1e9) }), { minLength: 1, maxLength: 800 })
  .map((all): UsageDay[] =>
    all.map((one, at) => ({ ...one, day: addDays("2025-01-01", at), storedBytes: one.peakBytes })),
  );

test("days stand alone up to three months and in weeks beyond, and none is lost or counted twice", () => {
  fc.assert(
    fc.property(days, (all) => {
      const stretches = stretchesOf(all, "2025-01-01");
      expect(stretches.length).toBe(all.length <= 92 ? all.length : Math.ceil(all.length / 7));
      expect(stretches[0]?.from).toBe(all[0]?.day);
      expect(stretches.at(-1)?.to).toBe(all.at(-1)?.day);
      for (const [at, { to }] of stretches.slice(0, -1).entries()) {
        expect(stretches[at + 1]?.from).toBe(addDays(to, 1));
      }
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      expect(sum(stretches.map(({ bytesOut }) => whole(bytesOut)))).toBe(
        sum(all.map((day) => whole(day.activity.bytesOut))),
      );
      expect(Math.max(...stretches.map(({ peakBytes }) => peakBytes ?? 0))).toBe(
        Math.max(...all.map(({ peakBytes }) => peakBytes)),
      );
    }),
  );
});

test("what was held before anything was known is not known", () => {
  const none = { measured: 0, estimated: 0 };
  const activityOf = { classA: none, classB: none, free: none, bytesIn: none, bytesOut: none };
  const all = ["2026-11-01", "2026-11-02"].map((day) => ({
    day,
    peakBytes: 5,
    storedBytes: 5,
    activity: activityOf,
  }));
  expect(stretchesOf(all, "2026-11-02").map(({ peakBytes }) => peakBytes)).toEqual([null, 5]);
  expect(stretchesOf(all, null).map(({ peakBytes }) => peakBytes)).toEqual([null, null]);
});
