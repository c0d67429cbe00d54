import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { envLine } from "#scripts/backup/env-line.ts";

test.each([
  "plain",
  "",
  "with # and = and spaces ",
  'double " quote',
  "single ' quote",
  "back\\nslash \\",
  "$HOME `x`",
  "two\nlines",
])("%j is read as it was", (value) => {
  expect(parseEnv(envLine("NAME", value) + envLine("OTHER", "other"))).toEqual({
    NAME: value,
    OTHER: "other",
  });
});

test("what no quotes can hold is refused rather than changed", () => {
  for (const value of [`'"`, "'\\n", "'$HOME"])
    expect(() => envLine("NAME", value)).toThrow("NAME has quote signs");
});
