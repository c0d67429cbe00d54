import fc from "fast-check";
import { expect, test } from "vitest";
import { rangeEnd, rangeStart } from "#lib/documents/days.ts";

test.each([
  ["2026-11-30", "UTC", "2026-11-30T00:00:00.000Z", "2026-12-01T00:00:00.000Z"],
  ["2026-11-30", "Pacific/Chatham", "2026-11-29T10:15:00.000Z", "2026-11-30T10:15:00.000Z"],
  ["2026-06-30", "America/New_York", "2026-06-30T04:00:00.000Z", "2026-07-01T04:00:00.000Z"],
  // A day of 23 hours, and one of 25.
  ["2026-03-29", "Europe/Madrid", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
  ["2026-10-25", "Europe/Madrid", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
  // Clocks that jump from 00:00 to 01:00: the day begins at 01:00.
  ["2026-03-08", "America/Havana", "2026-03-08T05:00:00.000Z", "2026-03-09T04:00:00.000Z"],
  ["2024-04-26", "Africa/Cairo", "2024-04-25T22:00:00.000Z", "2024-04-26T21:00:00.000Z"],
])("the day %s in %s", (day, zone, start, end) => {
  expect(rangeStart(day, zone).toISOString()).toBe(start);
  expect(rangeEnd(day, zone).toISOString()).toBe(end);
});

test("a moment stands for itself, whatever the zone", () => {
  expect(rangeStart("2026-11-30T08:00:00+02:00", "Asia/Tokyo").toISOString()).toBe(
    "2026-11-30T06:00:00.000Z",
  );
  expect(rangeEnd("2026-11-30T08:00:00Z", "Asia/Tokyo").toISOString()).toBe("2026-11-30T08:00:00.000Z");
});

test("days follow each other without a gap and last 23 to 25 hours", () => {
  const zones = [
    "Europe/Madrid",
    "America/Havana",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Santiago",
  ];
  fc.assert(
    fc.property(fc.integer({ min: 10_000, max: 25_000 }), fc.constantFrom(...zones), (number, zone) => {
      const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
      const next = new Date((number + 1) * 86_400_000).toISOString().slice(0, 10);
      const hours = (rangeEnd(day, zone).getTime() - rangeStart(day, zone).getTime()) / 3_600_000;
      expect(rangeEnd(day, zone)).toEqual(rangeStart(next, zone));
      expect(hours).toBeGreaterThanOrEqual(23);
      expect(hours).toBeLessThanOrEqual(25);
    }),
  );
});

test.each(["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])(
  "the first and the last day that can be written are moments that the database can hold, in %s",
  (zone) => {
    for (const text of [
      "0000-01-01",
      "0001-01-01",
      "9999-12-31",
      "0000-01-01T00:00:00+14:00",
      "9999-12-31T23:59:59-12:00",
    ]) {
      for (const moment of [rangeStart(text, zone), rangeEnd(text, zone)]) {
        expect(moment.toISOString()).toMatch(/^(?!0000)\d{4}-/);
      }
    }
  },
);
