import { expect, test } from "vitest";
import { yearIn } from "#lib/uploads/school-year.ts";

test.each([
  ["Pacific/Auckland", "2026-12-31T11:30:00Z", 2027],
  ["America/Los_Angeles", "2027-01-01T07:30:00Z", 2026],
  ["UTC", "2027-01-01T00:00:00Z", 2027],
  ["Asia/Bangkok", "2026-06-01T00:00:00Z", 2026],
  ["Asia/Tehran", "2026-06-01T00:00:00Z", 2026],
])("in %s at %s the year is %i", (zone, moment, year) => expect(yearIn(zone, new Date(moment))).toBe(year));
