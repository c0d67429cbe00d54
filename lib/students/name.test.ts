import { expect, test } from "vitest";
import { nameSortOf, searchTextOf, searchWords } from "#lib/students/name.ts";

const named = (familyName: string, givenName: string, externalId: string | null = null) => ({
  familyName,
  givenName,
  externalId,
});

test("all of one family name stand together, before those of a longer one", () => {
  const order = new Intl.Collator("und", { numeric: true });
  const people = [
    named("Ruiz", "Zoe"),
    named("Ruiz Gómez", "Ana"),
    named("Ruizábal", "Ana"),
    named("Álvarez", "Ñu"),
  ];
  const sorted = people.toSorted((a, b) => order.compare(nameSortOf(a), nameSortOf(b)));
  expect(sorted.map(({ familyName }) => familyName)).toEqual(["Álvarez", "Ruiz", "Ruiz Gómez", "Ruizábal"]);
});

test.each([
  ["ruiz ana", true],
  ["ANA, Ruíz", true],
  ["uiz", true],
  ["a-10", true],
  ["anaruiz", false],
  ["ana gil", false],
])("%j finds Ana Ruiz, A-1001: %s", (q, found) => {
  const text = searchTextOf(named("Ruiz", "Ana", "A-1001"));
  expect(searchWords(q).every((word) => text.includes(word))).toBe(found);
});
