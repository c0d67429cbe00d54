import fc from "fast-check";
import { expect, test } from "vitest";
import { wordsMatch } from "#components/palette/matching.ts";

test.each([
  ["Ir a Documentos", "doc"],
  ["Cerrar sesión", "SESION"],
  ["Cerrar sesion", "sesión"],
  ["Theme: dark", "dark th"],
  ["Upload files", "  up fi "],
  ["Upload files", ""],
])("%j is found with %j", (text, query) => expect(wordsMatch(text, query)).toBe(true));

test.each([
  ["Upload files", "load"],
  ["Upload files", "upload folder"],
])("%j is not found with %j", (text, query) => expect(wordsMatch(text, query)).toBe(false));

test("a text is found with the beginnings of its words, in any order", () => {
  const word = fc.stringMatching(/^[a-zñáéíóú0-9]{1,8}$/);
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 8 }),
      (words, length) => {
        const query = words.map((each) => each.slice(0, length)).toReversed();
        expect(wordsMatch(words.join(" "), query.join(" "))).toBe(true);
      },
    ),
  );
});
