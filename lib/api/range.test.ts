import { expect, test } from "vitest";
import { parseRange } from "#lib/api/range.ts";

test.each([
  [null, null],
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=5-", { start: 5 }],
  ["Bytes=5-9", { start: 5, end: 9 }],
  ["bytes=-7", { suffix: 7 }],
  ["bytes=-0", { suffix: 0 }],
  ["bytes=9-5", null],
  ["bytes=0-1,3-4", null],
  ["items=0-1", null],
  ["bytes=-", null],
  ["bytes=a-b", null],
  ["bytes=99999999999999999999-", null],
])("%j", (header, range) => {
  expect(parseRange(header)).toEqual(range);
});
