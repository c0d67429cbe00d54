import fc from "fast-check";
import { expect, test } from "vitest";
import { LOCALES } from "#lib/i18n/constants.ts";
import { amountText, microsOf } from "#lib/usage/money.ts";

test.each([
  ["0.015", 15_000],
  ["0,36", 360_000],
  [" 4.50 ", 4_500_000],
  ["9", 9_000_000],
  ["0.000001", 1],
  ["", null],
  ["-1", null],
  ["1e3", null],
  ["1.2.3", null],
  ["0.0000001", null],
  ["1000000000", null],
])("%s is %s millionths", (text, micros) => expect(microsOf(text)).toBe(micros));

test("what a field shows is what it is read as, in every language", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999_999 }),
      fc.constantFrom(...LOCALES),
      (micros, locale) => {
        expect(microsOf(amountText(micros, locale))).toBe(micros);
      },
    ),
  );
});
