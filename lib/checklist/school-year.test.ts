import fc from "fast-check";
import { expect, test } from "vitest";
import { schoolYearStart } from "#lib/checklist/school-year.ts";

test("a school year begins on the first of its month, this year or the last", () => {
  expect(schoolYearStart("2026-09-01", 9)).toBe("2026-09-01");
  expect(schoolYearStart("2026-08-31", 9)).toBe("2025-09-01");
  expect(schoolYearStart("2026-01-01", 1)).toBe("2026-01-01");
  expect(schoolYearStart("2027-11-30", 12)).toBe("2026-12-01");
});

test("today is never before it began, nor a year or more after", () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date("1990-01-01T00:00:00Z"),
        max: new Date("2100-01-01T00:00:00Z"),
        noInvalidDate: true,
      }),
      fc.integer({ min: 1, max: 12 }),
      (moment, month) => {
        const today = moment.toISOString().slice(0, 10);
        const start = schoolYearStart(today, month);
        const next = `${Number(start.slice(0, 4)) + 1}${start.slice(4)}`;
        expect(start <= today && today < next).toBe(true);
      },
    ),
  );
});
