import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIRST_YEAR, KINDS, LAST_YEAR } from "#lib/documents/constants.ts";
import { dayAt, isDay, shiftDay } from "#lib/documents/days.ts";
import { FAMILIES } from "#lib/documents/family.ts";
import {
  fitsFilters,
  isNarrowed,
  LIST_PARAMS,
  type ListQuery,
  listKey,
  readListQuery,
  WHOLE_LIST,
  writeListQuery,
} from "#lib/documents/list-query.ts";
import { SORT_KEYS } from "#lib/documents/sort.ts";

const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const query: fc.Arbitrary<ListQuery> = fc.record({
  q: fc.string({ maxLength: 200 }).map((text) => text.replaceAll("\0", "")),
  type: fc.option(fc.constantFrom(...FAMILIES)),
  kind: fc.option(fc.constantFrom(...KINDS)),
  from: fc.option(day),
  to: fc.option(day),
  by: fc.option(fc.oneof(fc.constant("me"), fc.uuid())),
  recordClass: fc.option(fc.uuid()),
  year: fc.option(fc.integer({ min: FIRST_YEAR, max: LAST_YEAR })),
  tag: fc.option(fc.uuid()),
  sort: fc.record({ by: fc.constantFrom(...SORT_KEYS), descending: fc.boolean() }),
});

const at = (address: Record<string, string | null>) => readListQuery((name) => address[name]);

describe("a list's address", () => {
  it("says all of what is asked for, and is read back the same", () => {
    fc.assert(
      fc.property(query, (asked) => {
        expect(at(writeListQuery(asked))).toEqual(asked);
      }),
    );
  });

  it("makes something of any text whatever, and never throws", () => {
    const address = fc.record(
      Object.fromEntries(LIST_PARAMS.map((name) => [name, fc.option(fc.string({ unit: "binary" }))])),
    );
    fc.assert(
      fc.property(address, (words) => {
        const asked = at(words);
        expect(at(writeListQuery(asked))).toEqual(asked);
        expect(asked.q.isWellFormed()).toBe(true);
      }),
    );
  });

  it("says nothing for the whole list, newest first", () => {
    expect(Object.values(writeListQuery(WHOLE_LIST)).every((value) => value === null)).toBe(true);
    expect(listKey(at({}))).toBe(listKey(WHOLE_LIST));
  });

  it.each([
    { from: "2026-02-30" },
    { from: "2026-13-01" },
    { to: "yesterday" },
    { type: "exe" },
    { kind: "profile" },
    { by: "Ana" },
    { class: "Consent" },
    { tag: "trip" },
    { year: "26" },
    { year: "2026a" },
    { sort: "--name" },
    { sort: "owner" },
  ])("passes over %j", (words) => expect(at(words as never)).toEqual(WHOLE_LIST));

  it("narrows by anything but the order", () => {
    expect(isNarrowed(at({ sort: "name" }))).toBe(false);
    expect(isNarrowed(at({ sort: "name", by: "me" }))).toBe(true);
    expect(isNarrowed(at({ q: "a" }))).toBe(true);
  });
});

describe("days", () => {
  it("are told on the clock they are asked on", () => {
    const moment = new Date("2026-01-05T11:30:00Z");
    expect(dayAt(moment, "Pacific/Auckland")).toBe("2026-01-06");
    expect(dayAt(moment, "America/Los_Angeles")).toBe("2026-01-05");
    expect(shiftDay("2026-03-01", -1)).toBe("2026-02-28");
    expect(isDay("2028-02-29")).toBe(true);
    expect(isDay("2026-02-29")).toBe(false);
  });
});

describe("a document that arrives", () => {
  const item = {
    contentType: "image/png",
    kind: "document",
    uploadedAt: "2026-01-05T11:30:00.000Z",
    uploadedBy: { id: "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000", name: "Ana" },
  } as const;
  const reader = { userId: item.uploadedBy.id, timeZone: "Pacific/Auckland" };

  it.each<[Partial<ListQuery>, boolean]>([
    [{}, true],
    [{ type: "image", kind: "document", by: "me", from: "2026-01-06", to: "2026-01-06" }, true],
    [{ type: "pdf" }, false],
    [{ kind: "report" }, false],
    [{ to: "2026-01-05" }, false],
    [{ from: "2026-01-07" }, false],
    [{ recordClass: item.uploadedBy.id }, false],
    [{ tag: item.uploadedBy.id }, false],
    [{ year: 2026 }, false],
    [{ by: item.uploadedBy.id }, true],
    [{ by: "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001" }, false],
  ])("fits %j: %s", (asked, fits) => {
    expect(fitsFilters(item, { ...WHOLE_LIST, ...asked }, reader)).toBe(fits);
  });
});
