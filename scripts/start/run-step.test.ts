import { expect, test } from "vitest";
import { reasonOf } from "./run-step.ts";

test("a line written for people is taken as it is", () => {
  expect(reasonOf(["DATABASE_URL: the database cannot be used: nothing answers at that address."])).toBe(
    "DATABASE_URL: the database cannot be used: nothing answers at that address.",
  );
});

test("of a stack only the message is taken", () => {
  const stack = [
    "file:///app/x.ts:3",
    "throw new Error('no')",
    "^",
    "",
    "TypeError [ERR_X]: it is not so",
    "    at a (b:1)",
  ];
  expect(reasonOf(stack)).toBe("it is not so");
});

test("warnings are no reason", () => {
  expect(reasonOf(["(node:1) ExperimentalWarning: something", "Storage: it refused."])).toBe(
    "Storage: it refused.",
  );
  expect(reasonOf([])).toBe("");
});
