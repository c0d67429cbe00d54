import fc from "fast-check";
import { expect, test } from "vitest";
import { pieces } from "#components/messages/links.ts";

const written = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom(
        "javascript:alert(1)",
        "https://",
        "http:",
        "(",
        ").",
        " ",
        "data:text/html,x",
        "HTTPS://A.B/",
      ),
    ),
  )
  .map((parts) => parts.join(""));

test("nothing is lost, and nothing but web addresses can be opened", () => {
  fc.assert(
    fc.property(written, (text) => {
      const found = pieces(text);
      expect(found.map((piece) => piece.text).join("")).toBe(text);
      for (const { text: shown, href } of found) {
        if (href === null) continue;
        expect(href).toBe(shown);
        expect(["http:", "https:"]).toContain(new URL(href).protocol);
      }
    }),
  );
});

test("what closes a sentence is no part of an address", () => {
  const hrefs = (text: string) => pieces(text).flatMap(({ href }) => href ?? []);
  expect(hrefs("See https://a.example/b?c=d. (Or http://e.example)!")).toEqual([
    "https://a.example/b?c=d",
    "http://e.example",
  ]);
  expect(hrefs("javascript:alert(1) ftp://a.example //a.example")).toEqual([]);
});
