import { expect, test } from "vitest";
import { importantMessage, quietly } from "./important.ts";

test.each([
  ['{"level":50,"msg":"thumbnail failed"}', "thumbnail failed"],
  ['{"level":60,"err":{"message":"no database"}}', "no database"],
  ["⨯ Error: listen EADDRINUSE", "Error: listen EADDRINUSE"],
  ["TypeError: x is not a function", "TypeError: x is not a function"],
  ['{"level":30,"msg":"worker ready"}', null],
  ["{broken", null],
  ["✓ Ready in 300ms", null],
  ["    at run (file.js:1:1)", null],
  ["", null],
])("%s", (line, expected) => {
  expect(importantMessage(line)).toBe(expected);
});

test("a message is one line of at most 200 characters", () => {
  expect(importantMessage(`Error: ${"a b\t".repeat(200)}`)).toHaveLength(200);
});

test("a flood lets one through in ten seconds", () => {
  const seen: string[] = [];
  let now = 0;
  const pass = quietly(
    (text) => seen.push(text),
    () => now,
  );
  for (now = 0; now < 25_000; now += 1_000) pass(`at ${now}`);
  expect(seen).toEqual(["at 0", "at 10000", "at 20000"]);
});
