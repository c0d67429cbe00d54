import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tagName } from "#lib/tags/name.ts";

describe("tagName", () => {
  it.each([
    ["  school   trip ", "school trip"],
    ["e\u0301te\u0301", "été"],
    ["a\u00a0b", "a b"],
    ["😀".repeat(40), "😀".repeat(40)],
  ])("keeps %j as %j", (typed, name) => expect(tagName(typed)).toBe(name));

  it.each(["", "  ", "a,b", "a\0b", "a\u0007", "😀".repeat(41), "\ud800"])("refuses %j", (typed) =>
    expect(tagName(typed)).toBeNull(),
  );

  it("keeps what it has kept as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (typed) => {
        const name = tagName(typed);
        if (name !== null) expect(tagName(name)).toBe(name);
      }),
    );
  });
});
