import { expect, test } from "vitest";
import { restartDelay } from "./backoff.ts";

function delaysOf(gapMs: number, count: number): (number | null)[] {
  const deaths: number[] = [];
  return Array.from({ length: count }, (_, index) => {
    deaths.push(index * gapMs);
    return restartDelay(deaths);
  });
}

test("the wait doubles up to a quarter of a minute, and then it is given up", () => {
  expect(delaysOf(1_000, 8)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, null]);
});

test("what dies once in a while is always started again at once", () => {
  expect(delaysOf(60_000, 20)).toEqual(Array.from({ length: 20 }, () => 500));
});

test("a long time up makes earlier deaths forgotten", () => {
  expect(restartDelay([0, 1_000, 2_000, 3_000, 100_000])).toBe(500);
});
