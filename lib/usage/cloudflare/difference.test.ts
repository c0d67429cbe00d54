import { expect, test } from "vitest";
import { differenceOf } from "#lib/usage/cloudflare/difference.ts";

test.each([
  [100, 110, 0.1],
  [200, 100, -0.5],
  [100, 100, 0],
  [0, 0, 0],
  [0, 5, null],
  [100, null, null],
])("from our %d to their %d it is %d", (ours, theirs, expected) => {
  expect(differenceOf(ours, theirs)).toBe(expected);
});
