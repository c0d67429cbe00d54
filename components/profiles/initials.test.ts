import { expect, test } from "vitest";
import { initialsOf } from "#components/profiles/initials.ts";

test.each([
  ["Ada Marín", "AM"],
  ["  ana maría   ruiz garcía ", "AG"],
  ["Óscar", "Ó"],
  ["山田 太郎", "山太"],
  ["😀 Smith", "😀S"],
  ["   ", ""],
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
