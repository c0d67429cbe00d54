import fc from "fast-check";
import { expect, test } from "vitest";
import { ALL_REPORTS, isNarrowed, readReportQuery, writeReportQuery } from "#lib/reports/report-query.ts";

test("what an address says wrongly, it does not say", () => {
  const wrong = { type: "../x", year: "25", term: "7", student: "me", group: "", q: "" };
  expect(readReportQuery((name) => wrong[name])).toEqual(ALL_REPORTS);
  expect(isNarrowed(ALL_REPORTS)).toBe(false);
});

test("what is written is read again", () => {
  const query = fc.record({
    q: fc.string({ maxLength: 50 }).filter((text) => !text.includes("\0") && text.isWellFormed()),
    type: fc.constantFrom(null, "report-card", "own_type-2"),
    year: fc.option(fc.integer({ min: 1000, max: 9999 })),
    term: fc.option(fc.integer({ min: 1, max: 6 })),
    group: fc.constantFrom(null, "3º A"),
    student: fc.option(fc.uuid()),
  });
  fc.assert(
    fc.property(query, (asked) => {
      const written = writeReportQuery(asked);
      expect(readReportQuery((name) => written[name])).toEqual(asked);
    }),
  );
});
