import fc from "fast-check";
import { expect, test } from "vitest";
import { excerpt } from "#lib/messages/excerpt.ts";

test("one line, never longer than a line, and no character is cut in half", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (body) => {
      const line = excerpt(body);
      expect(Array.from(line).length).toBeLessThanOrEqual(141);
      expect(line).not.toMatch(/[\r\n\t]/);
      expect(line.isWellFormed()).toBe(true);
    }),
  );
});

test("a short text comes whole, its breaks as spaces", () => {
  expect(excerpt("  Dear all,\n\nsee below.\r\n")).toBe("Dear all, see below.");
  expect(excerpt("👩‍🏫 ".repeat(200)).endsWith("…")).toBe(true);
});
