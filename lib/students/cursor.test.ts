import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeCursor } from "#lib/documents/cursor.ts";
import { AppError } from "#lib/errors.ts";
import { decodeStudentCursor, encodeStudentCursor, SORTED_NAME } from "#lib/students/cursor.ts";

const name = fc
  .string({ unit: "binary", maxLength: SORTED_NAME })
  .filter((text) => text.isWellFormed() && !text.includes("\0"));
const cursor = fc.record({ name, id: fc.uuid() });

const refusal = (text: string) => {
  try {
    return decodeStudentCursor(text);
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

test("a place in the list survives the way to the client and back", () => {
  fc.assert(
    fc.property(cursor, (place) => {
      expect(refusal(encodeStudentCursor(place))).toEqual(place);
    }),
  );
});

test("whatever is not a cursor of ours is refused as one", () => {
  const anything = fc.oneof(fc.string({ unit: "binary" }), fc.base64String());
  fc.assert(
    fc.property(anything, (text) => {
      expect(refusal(text)).toBe("invalid_cursor");
    }),
  );
});

test("a place in the list of documents is none here", () => {
  fc.assert(
    fc.property(cursor, ({ name: value, id }) => {
      expect(refusal(encodeCursor("name", { value, id }))).toBe("invalid_cursor");
    }),
  );
});

test("what decodes is exactly what we would have written", () => {
  const near = fc
    .tuple(cursor, fc.nat(80), fc.constantFrom("A", "Q", "g", "_", "9", "="))
    .map(([place, at, by]) =>
      encodeStudentCursor(place).replace(/./g, (each, here) => (here === at ? by : each)),
    );
  fc.assert(
    fc.property(near, (text) => {
      const decoded = refusal(text);
      const written = typeof decoded === "string" ? text : encodeStudentCursor(decoded as never);
      expect(written).toBe(text);
    }),
    { numRuns: 1000 },
  );
});
