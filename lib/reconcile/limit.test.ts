import { expect, test } from "vitest";
import { mostRepairs } from "#lib/reconcile/limit.ts";

test.each([
  [0, 1, 10],
  [500, 1, 10],
  [1_000, 1, 10],
  [1_099, 1, 10],
  [1_100, 1, 11],
  [100_000, 1, 1_000],
  [100_000, 0.5, 500],
  [100_000, 100, 100_000],
  [100_000, 0, 0],
])("of %i objects at %d %% are %i", (objects, percent, most) => {
  expect(mostRepairs(objects, percent)).toBe(most);
});
