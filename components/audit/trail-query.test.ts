import fc from "fast-check";
import { expect, test } from "vitest";
import { filterOf, readBefore, readTrailQuery, trailHref } from "#components/audit/trail-query.ts";
import { AUDIT_ACTIONS } from "#lib/audit/constants.ts";
import { AUDIT_GROUPS, actionsIn } from "#lib/audit/groups.ts";

const read = (address: string) => {
  const params = new URLSearchParams(address);
  return readTrailQuery((name) => params.get(name) ?? undefined);
};
const PERSON = "0199f0aa-0000-7000-8000-000000000001";
const before = (href: string) => new URL(href, "http://x").searchParams.get("before") ?? undefined;

test("an address says what it was made of", () => {
  const query = read(`person=${PERSON}&action=document.viewed&refused=1&from=2026-11-01&to=2026-11-23`);
  expect(read(trailHref(query).split("?")[1] ?? "")).toEqual(query);
  expect(filterOf(query, "Europe/Madrid")).toEqual({
    personId: PERSON,
    actions: ["document.viewed"],
    isRefused: true,
    from: new Date("2026-10-31T23:00:00Z"),
    until: new Date("2026-11-23T23:00:00Z"),
  });
});

test("whatever is typed, an address is read, and asks for nothing that there is not", () => {
  const params = fc.dictionary(
    fc.constantFrom("person", "file", "student", "action", "refused", "from", "to", "before"),
    fc.oneof(fc.string(), fc.constantFrom("2026-02-31", "2026-11-23", "opened", "' or 1=1", PERSON)),
  );
  fc.assert(
    fc.property(params, (given) => {
      const query = readTrailQuery((name) => given[name]);
      const filter = filterOf(query, "Pacific/Chatham");
      for (const id of [filter.personId, filter.documentId, filter.studentId])
        expect(id ?? PERSON).toMatch(/^[0-9a-f-]{36}$/);
      for (const at of [filter.from, filter.until]) expect(at?.getTime()).not.toBeNaN();
      expect(readBefore(given["before"])?.at.getTime()).not.toBeNaN();
    }),
  );
});

test("days that run backwards are days without an end", () => {
  expect(read("from=2026-11-23&to=2026-11-01")).toMatchObject({ from: "2026-11-23", to: "" });
});

test("a place in the trail comes back as it was", () => {
  const place = { at: new Date("2026-11-23T05:00:00.123Z"), id: PERSON };
  expect(readBefore(before(trailHref({}, { before: place })))).toEqual(place);
  expect([undefined, "", "1_2", `x_${PERSON}`, `1_${PERSON}`].map(readBefore)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("each action is found in one group", () => {
  expect(AUDIT_GROUPS.flatMap((group) => actionsIn(group)).toSorted()).toEqual([...AUDIT_ACTIONS].toSorted());
});
