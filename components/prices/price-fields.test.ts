import { expect, test } from "vitest";
import { ratesOf, textOf } from "#components/prices/price-fields.ts";
import { R2_INFREQUENT_ACCESS, R2_STANDARD } from "#lib/usage/price.ts";

test.each(["en", "es"])("R2's lists go through the fields unchanged in %s", (locale) => {
  for (const rates of [R2_STANDARD, R2_INFREQUENT_ACCESS])
    expect(ratesOf(textOf(rates, locale))).toEqual({ rates });
});

test("what cannot be read is named", () => {
  const text = { ...textOf(R2_STANDARD, "en"), gbMonth: "cheap", freeClassA: "1.5" };
  expect(ratesOf(text)).toEqual({ wrong: ["gbMonth", "freeClassA"] });
});
