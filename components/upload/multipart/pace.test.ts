import fc from "fast-check";
import { expect, test } from "vitest";
import { adapt, ease, FIRST_PACE, MAX_LANES, type Pace } from "#components/upload/multipart/pace.ts";

test("lanes are added while the line gives more, up to ten", () => {
  let pace = FIRST_PACE;
  const taken: number[] = [];
  for (let speed = 1000; speed < 1e9; speed *= 2) {
    pace = adapt(pace, speed);
    taken.push(pace.lanes);
  }
  expect(taken.slice(0, 8)).toEqual([4, 5, 6, 7, 8, 9, 10, 10]);
});

test("a line that gives no more gets no more lanes, and one that gives way fewer", () => {
  const full: Pace = { lanes: 6, speed: 1000 };
  expect(adapt(full, 1050)).toEqual(full);
  expect(adapt(full, 800)).toEqual(full);
  expect(adapt(full, 400).lanes).toBe(5);
});

test("a failure halves them, and it never comes to none or more than ten", () => {
  expect(ease({ lanes: 9, speed: 1000 })).toEqual({ lanes: 4, speed: 0 });
  const step = fc.oneof(fc.constant("failed" as const), fc.integer({ min: 0, max: 1e9 }));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let pace = FIRST_PACE;
      for (const each of steps) {
        pace = each === "failed" ? ease(pace) : adapt(pace, each);
        expect(pace.lanes).toBeGreaterThanOrEqual(1);
        expect(pace.lanes).toBeLessThanOrEqual(MAX_LANES);
      }
    }),
  );
});
