import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveRange } from "#lib/documents/range.ts";

describe("a byte range (RFC 9110, 14.1.2)", () => {
  test.each([
    [{ start: 0 }, 10, { start: 0, end: 9 }],
    [{ start: 0, end: 0 }, 10, { start: 0, end: 0 }],
    [{ start: 9, end: 99 }, 10, { start: 9, end: 9 }],
    [{ suffix: 3 }, 10, { start: 7, end: 9 }],
    [{ suffix: 99 }, 10, { start: 0, end: 9 }],
    [{ start: 10 }, 10, null],
    [{ suffix: 0 }, 10, null],
    [{ suffix: 1 }, 0, null],
    [{ start: 0 }, 0, null],
  ])("%j of %i bytes is %j", (range, size, part) => expect(resolveRange(range, size)).toEqual(part));

  test("never leaves the file", () => {
    const range = fc.oneof(
      fc.record({ suffix: fc.nat() }),
      fc.record({ start: fc.nat() }),
      fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
    );
    fc.assert(
      fc.property(range, fc.nat(), (wanted, size) => {
        const part = resolveRange(wanted, size);
        if (part === null) return;
        expect(part.start).toBeGreaterThanOrEqual(0);
        expect(part.end).toBeGreaterThanOrEqual(part.start);
        expect(part.end).toBeLessThan(size);
      }),
    );
  });
});
