import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_UPLOAD } from "#lib/documents/constants.ts";
import { MAX_PARTS, MIN_PART_SIZE } from "#lib/uploads/constants.ts";
import { partBytes, partCount, partPlan, partRange } from "#lib/uploads/parts.ts";

const fileSize = fc.oneof(
  fc.integer({ min: 1, max: MAX_UPLOAD }),
  fc.integer({ min: 1, max: 100 * MIN_PART_SIZE }),
  fc
    .tuple(fc.integer({ min: 1, max: MAX_PARTS }), fc.integer({ min: -1, max: 1 }))
    .map(([parts, more]) => parts * MIN_PART_SIZE + more),
);

test("every file up to the largest has at most 10,000 parts, equal ones of 8 MiB or more", () => {
  fc.assert(
    fc.property(fileSize, (size) => {
      const plan = partPlan(size);
      expect(plan.count).toBeLessThanOrEqual(MAX_PARTS);
      expect(plan.size).toBeGreaterThanOrEqual(MIN_PART_SIZE);
      // S3 and R2 take no larger part.
      expect(plan.size).toBeLessThanOrEqual(5 * 1024 ** 3);
      const last = partBytes(size, plan.size, plan.count);
      expect(last).toBeGreaterThan(0);
      expect(last).toBeLessThanOrEqual(plan.size);
      expect((plan.count - 1) * plan.size + last).toBe(size);
    }),
  );
});

test("the parts of a file follow one another without a gap", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 700 }), (size, partSize) => {
      let end = 0;
      for (let number = 1; number <= partCount(size, partSize); number += 1) {
        const range = partRange(size, partSize, number);
        expect(range.start).toBe(end);
        ({ end } = range);
      }
      expect(end).toBe(size);
    }),
  );
});

test("parts grow only where there would be too many", () => {
  expect(partPlan(26_214_401)).toEqual({ size: MIN_PART_SIZE, count: 4 });
  expect(partPlan(MAX_PARTS * MIN_PART_SIZE)).toEqual({ size: MIN_PART_SIZE, count: MAX_PARTS });
  expect(partPlan(MAX_PARTS * MIN_PART_SIZE + 1)).toEqual({ size: 9 * 1024 * 1024, count: 8889 });
});
