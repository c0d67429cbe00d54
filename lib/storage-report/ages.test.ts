import fc from "fast-check";
import { expect, test } from "vitest";
import { rangeEnd, rangeStart } from "#lib/documents/days.ts";
import { agesAt } from "#lib/storage-report/ages.ts";

test("ages are whole days on the school's clock", () => {
  // Ten in the evening in UTC is the next day in Chatham.
  const ages = agesAt(new Date("2026-11-22T22:00:00Z"), "Pacific/Chatham");
  expect(ages.map(({ from, to }) => [from, to])).toEqual([
    ["2026-10-25", null],
    ["2025-11-24", "2026-10-24"],
    ["2024-11-24", "2025-11-23"],
    ["2021-11-24", "2024-11-23"],
    [null, "2021-11-23"],
  ]);
});

test("each age begins where the one before it ends, whatever the clock does", () => {
  const moment = fc.date({ min: new Date("2010-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
  const zone = fc.constantFrom("Pacific/Chatham", "Europe/Madrid", "America/Santiago", "UTC");
  fc.assert(
    fc.property(moment, zone, (now, timeZone) => {
      const ages = agesAt(now, timeZone);
      for (const [at, { begins, from }] of ages.slice(0, -1).entries()) {
        const older = ages[at + 1];
        expect(begins).toEqual(rangeStart(from as string, timeZone));
        expect(rangeEnd(older?.to as string, timeZone)).toEqual(begins);
      }
    }),
  );
});
