import fc from "fast-check";
import { expect, test } from "vitest";
import { slugOf } from "#lib/auth/slug.ts";

test.each([
  ["Colegio Ágora", "colegio-agora"],
  ["St. Mary's  (North)", "st-mary-s-north"],
  ["学校", "school"],
  ["---", "school"],
])("%j is called %j", (name, slug) => expect(slugOf(name)).toBe(slug));

test("any name gives a short name that addresses and commands can carry", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 120 }), (name) => {
      expect(slugOf(name)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/);
    }),
  );
});
