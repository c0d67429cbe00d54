import fc from "fast-check";
import { expect, test } from "vitest";
import { resolveRange } from "./range.ts";

const size = fc.nat({ max: 1000 });

test("a range is a slice of the object, or a 416 where that slice would be empty", () => {
  fc.assert(
    fc.property(size, fc.nat({ max: 1200 }), fc.nat({ max: 1200 }), (length, a, b) => {
      const bytes = Array.from({ length }, (_, i) => i);
      const [first, last] = [Math.min(a, b), Math.max(a, b)];
      const cases: [string, number[]][] = [
        [`bytes=${first}-${last}`, bytes.slice(first, last + 1)],
        [`bytes=${first}-`, bytes.slice(first)],
        [`bytes=-${last}`, last === 0 ? [] : bytes.slice(-last)],
      ];
      for (const [header, wanted] of cases) {
        if (wanted.length === 0) {
          expect(() => resolveRange(header, length)).toThrow("not satisfiable");
          continue;
        }
        const range = resolveRange(header, length);
        expect(bytes.slice(range?.start, (range?.end ?? -2) + 1)).toEqual(wanted);
      }
    }),
  );
});

test("whatever is sent, a range lies within the object", () => {
  const header = fc.oneof(fc.string(), fc.stringMatching(/^bytes=[\d ,-]{0,20}$/));
  fc.assert(
    fc.property(header, size, (text, length) => {
      let range: ReturnType<typeof resolveRange>;
      try {
        range = resolveRange(text, length);
      } catch {
        return;
      }
      if (!range) return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBeLessThan(length);
      expect(range.start).toBeLessThanOrEqual(range.end);
    }),
  );
});
