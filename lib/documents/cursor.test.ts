import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cursor, decodeCursor, encodeCursor } from "#lib/documents/cursor.ts";
import { AppError } from "#lib/errors.ts";

const moment = fc.date({ min: new Date("2000-01-01"), max: new Date("2200-01-01"), noInvalidDate: true });
const place = fc.record({ at: moment, id: fc.uuid() });
const ID = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
const sealed = (text: string) => Buffer.from(text).toString("base64url");

const refusal = (text: string) => {
  try {
    return decodeCursor(text);
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

test("a place in a list survives the way to the client and back", () => {
  fc.assert(
    fc.property(place, (cursor) => {
      expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
    }),
  );
});

test.each([
  "",
  " ",
  "garbage",
  "%00",
  "x".repeat(5000),
  sealed(ID),
  sealed(`2026-01-01T00:00:00.000Z ${ID} more`),
  sealed(`2026-01-01T00:00:00.000Z ${ID.toUpperCase()}`),
  sealed(`2026-01-01T00:00:00.000Z ${ID}'--`),
  sealed(`2026-13-01T00:00:00.000Z ${ID}`),
  sealed(`2026-01-01 ${ID}`),
  sealed(`now ${ID}`),
  sealed(`infinity ${ID}`),
  // JavaScript knows these moments, PostgreSQL does not.
  sealed(`+010000-01-01T00:00:00.000Z ${ID}`),
  sealed(`-000001-01-01T00:00:00.000Z ${ID}`),
  sealed(`0000-01-01T00:00:00.000Z ${ID}`),
  `${sealed(`2026-01-01T00:00:00.000Z ${ID}`)}=`,
])("%j is no cursor", (text) => expect(refusal(text)).toBe("invalid_cursor"));

test("whatever is not a cursor of ours is refused as one", () => {
  const anything = fc.oneof(fc.string({ unit: "binary" }), fc.base64String(), fc.string().map(sealed));
  fc.assert(
    fc.property(anything, (text) => {
      expect(refusal(text)).toBe("invalid_cursor");
    }),
  );
});

test("what decodes is exactly what we would have written", () => {
  const near = fc
    .tuple(place, fc.nat(80), fc.constantFrom("A", "Q", "g", "w", "_", "-", "9", "z", "="))
    .map(([cursor, at, by]) => {
      const text = encodeCursor(cursor);
      return text.slice(0, at) + by + text.slice(at + 1);
    });
  fc.assert(
    fc.property(near, (text) => {
      const decoded = refusal(text);
      const written = decoded === "invalid_cursor" ? text : encodeCursor(decoded as Cursor);
      expect(written).toBe(text);
    }),
    { numRuns: 2000 },
  );
});
