import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Cursor,
  decodeCursor,
  encodeCursor,
  ORDERS,
  type Order,
  SORTED_CHARACTERS,
} from "#lib/documents/cursor.ts";
import { AppError } from "#lib/errors.ts";

const moment = fc.date({ min: new Date("2000-01-01"), max: new Date("2200-01-01"), noInvalidDate: true });
const folded = fc
  .string({ unit: "binary", maxLength: SORTED_CHARACTERS })
  .filter((name) => name.isWellFormed() && !name.includes("\0"));
const bytes = fc.maxSafeNat();
const order = fc.constantFrom(...ORDERS);
const valueFor = (of: Order) => (of.endsWith("name") ? folded : of.endsWith("size") ? bytes : moment);
const placed = order.chain((of) =>
  fc.record({ order: fc.constant(of), cursor: fc.record({ value: valueFor(of), id: fc.uuid() }) }),
) as fc.Arbitrary<{ order: Order; cursor: Cursor }>;

const ID = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
const sealed = (text: string) => Buffer.from(text).toString("base64url");

const refusal = (text: string, of: Order) => {
  try {
    return decodeCursor(text, of);
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

test("a place in a list survives the way to the client and back", () => {
  fc.assert(
    fc.property(placed, ({ order: of, cursor }) => {
      expect(decodeCursor(encodeCursor(of, cursor), of)).toEqual(cursor);
    }),
  );
});

test("a cursor of a list in another order is none", () => {
  fc.assert(
    fc.property(placed, order, ({ order: of, cursor }, other) => {
      fc.pre(of !== other);
      expect(refusal(encodeCursor(of, cursor), other)).toBe("invalid_cursor");
    }),
  );
});

describe.each<[Order, string[]]>([
  [
    "-date",
    [
      "2026-01-01T00:00:00.000Z more",
      "2026-13-01T00:00:00.000Z",
      "2026-01-01",
      "now",
      "infinity",
      "",
      // JavaScript knows these moments, PostgreSQL does not.
      "+010000-01-01T00:00:00.000Z",
      "-000001-01-01T00:00:00.000Z",
      "0000-01-01T00:00:00.000Z",
    ],
  ],
  ["size", ["", "-1", "1.5", "01", "1e3", "NaN", "9007199254740993", "99999999999999999"]],
  ["name", ["a\0b", "x".repeat(SORTED_CHARACTERS + 1)]],
])("in a list by %s", (of, values) => {
  test.each(values)("%j is no place", (value) => {
    expect(refusal(sealed(`${of} ${ID} ${value}`), of)).toBe("invalid_cursor");
  });
});

test.each([
  "",
  " ",
  "garbage",
  "%00",
  "x".repeat(5000),
  sealed(ID),
  sealed(`-date ${ID.toUpperCase()} 2026-01-01T00:00:00.000Z`),
  sealed(`-date ${ID}'-- 2026-01-01T00:00:00.000Z`),
  sealed(`2026-01-01T00:00:00.000Z ${ID}`),
  `${sealed(`-date ${ID} 2026-01-01T00:00:00.000Z`)}=`,
])("%j is no cursor", (text) => expect(refusal(text, "-date")).toBe("invalid_cursor"));

test("whatever is not a cursor of ours is refused as one", () => {
  const anything = fc.oneof(fc.string({ unit: "binary" }), fc.base64String(), fc.string().map(sealed));
  fc.assert(
    fc.property(anything, order, (text, of) => {
      expect(refusal(text, of)).toBe("invalid_cursor");
    }),
  );
});

test("what decodes is exactly what we would have written", () => {
  const near = fc
    .tuple(placed, fc.nat(80), fc.constantFrom("A", "Q", "g", "w", "_", "-", "9", "z", "="))
    .map(([{ order: of, cursor }, at, by]) => {
      const text = encodeCursor(of, cursor);
      return { of, text: text.slice(0, at) + by + text.slice(at + 1) };
    });
  fc.assert(
    fc.property(near, ({ of, text }) => {
      const decoded = refusal(text, of);
      const written = decoded === "invalid_cursor" ? text : encodeCursor(of, decoded as Cursor);
      expect(written).toBe(text);
    }),
    { numRuns: 2000 },
  );
});
