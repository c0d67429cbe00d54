import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DIVISIONS, readUsageQuery, type UsageQuery, usageHref } from "#components/usage/usage-query.ts";

const TODAY = "2026-11-22";
const read = (address: string, divisions = DIVISIONS as readonly UsageQuery["by"][]) => {
  const params = new URL(address, "http://localhost").searchParams;
  return readUsageQuery((name) => params.get(name) ?? undefined, TODAY, divisions);
};

describe("the address of usage", () => {
  test.each([
    ["/usage", { by: "kind", range: "30d", from: "2026-10-24", to: TODAY }],
    ["/usage?range=month&by=person", { by: "person", range: "month", from: "2026-11-01", to: TODAY }],
    ["/usage?range=12m", { by: "kind", range: "12m", from: "2025-11-23", to: TODAY }],
    [
      "/usage?from=2026-01-05&to=2026-02-01",
      { by: "kind", range: null, from: "2026-01-05", to: "2026-02-01" },
    ],
    // Days to come are not there yet.
    ["/usage?from=2026-11-01&to=2027-02-01", { by: "kind", range: null, from: "2026-11-01", to: TODAY }],
  ])("%s is understood", (address, query) => expect(read(address)).toEqual(query));

  test.each([
    "/usage?from=2026-02-30",
    "/usage?from=2027-01-01",
    "/usage?from=2026-03-01&to=2026-02-01",
    "/usage?from=2001-01-01",
    "/usage?range=ever&by=colour",
  ])("%s says nothing", (address) => expect(read(address)).toEqual(read("/usage")));

  test("by school is for some alone", () => {
    expect(read("/usage?by=school", ["kind", "type"]).by).toBe("kind");
    expect(read("/usage", ["school"]).by).toBe("school");
  });

  test("says what was asked", () => {
    const day = fc.integer({ min: 0, max: 700 }).map((ago) => new Date(Date.parse(TODAY) - ago * 86_400_000));
    const days = fc.tuple(day, day).map((both) => both.map((each) => each.toISOString().slice(0, 10)).sort());
    fc.assert(
      fc.property(fc.constantFrom(...DIVISIONS), days, (by, [from = "", to = ""]) => {
        const query: UsageQuery = { by, range: null, from, to };
        expect(read(usageHref(query))).toEqual(query);
      }),
    );
    for (const range of ["month", "30d", "90d", "12m"]) {
      const query = read(`/usage?range=${range}&by=age`);
      expect(read(usageHref(query))).toEqual(query);
    }
  });
});
