import fc from "fast-check";
import { expect, test } from "vitest";
import { readSize, SIZE_UNITS, type SizeUnit, writeSize } from "#lib/quota/size.ts";

test.each([
  ["500GB", 500_000_000_000],
  ["1.5 TB", 1_500_000_000_000],
  ["1,5tb", 1_500_000_000_000],
  [" 10 mb ", 10_000_000],
  ["0GB", 0],
  ["", null],
  ["500", null],
  ["-1GB", null],
  ["1e9GB", null],
  ["1.2345GB", null],
  ["5GiB", null],
] as const)("%j is %s bytes", (text, bytes) => expect(readSize(text)).toBe(bytes));

test("what is written reads as it was", () => {
  const unit = fc.constantFrom(...(Object.keys(SIZE_UNITS) as SizeUnit[]));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999 }), unit, (thousandths, name) => {
      const bytes = (thousandths * SIZE_UNITS[name]) / 1000;
      const written = writeSize(bytes);
      if (written !== null) expect(readSize(`${written.amount}${written.unit}`)).toBe(bytes);
      else expect(bytes % 1000).toBeGreaterThan(0);
    }),
  );
  expect(writeSize(10 * 1024 * 1024)).toBeNull();
  expect(writeSize(5_000_000_000)).toEqual({ amount: 5, unit: "GB" });
});
