import { expect, it } from "vitest";
import { PERIODS, periodOf, periodStart } from "#components/documents/period.ts";

it.each([
  ["today", "2026-03-01"],
  ["week", "2026-02-23"],
  ["month", "2026-01-31"],
  ["year", "2026-01-01"],
] as const)("%s begins on %s", (period, from) => {
  expect(periodStart(period, "2026-03-01")).toBe(from);
  expect(periodOf({ from, to: null }, "2026-03-01")).toBe(period);
  expect(periodOf({ from, to: "2026-03-01" }, "2026-03-01")).toBe("days");
});

it("is told from other days, and from none", () => {
  expect(periodOf({ from: null, to: null }, "2026-03-01")).toBe("");
  expect(periodOf({ from: null, to: "2026-03-01" }, "2026-03-01")).toBe("days");
  expect(PERIODS.map((period) => periodStart(period, "2026-01-01")).at(-1)).toBe("2026-01-01");
});
