import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf, sizeText } from "#components/file-rules/size-text.ts";
import { MAX_UPLOAD } from "#lib/documents/constants.ts";

const MIB = 1024 * 1024;

test("a limit is written as everywhere else, in the reader's digits", () => {
  expect(sizeText(10 * MIB, "en")).toEqual({ amount: "10", unit: "MB" });
  expect(sizeText(5_000_000_000, "en")).toEqual({ amount: "5", unit: "GB" });
  expect(sizeText(1_500_000_000_000, "es")).toEqual({ amount: "1,5", unit: "TB" });
});

test("what nobody touched is the same to the byte", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MAX_UPLOAD }), fc.constantFrom("en", "es"), (bytes, locale) => {
      const text = sizeText(bytes, locale);
      expect(bytesOf(text, { text, bytes })).toBe(bytes);
    }),
  );
});

test.each([
  [{ amount: "20", unit: "MB" }, 20_000_000],
  [{ amount: "0,5", unit: "GB" }, 500_000_000],
  [{ amount: "5", unit: "TB" }, 5_000_000_000_000],
  [{ amount: "5.001", unit: "TB" }, null],
  [{ amount: "0", unit: "MB" }, null],
  [{ amount: "-1", unit: "MB" }, null],
  [{ amount: "", unit: "MB" }, null],
  [{ amount: "much", unit: "MB" }, null],
] as const)("%j is %s bytes", (text, bytes) => {
  expect(bytesOf(text, { text: { amount: "10", unit: "MB" }, bytes: 10 * MIB })).toBe(bytes);
});
