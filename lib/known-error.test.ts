import { expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { knownError } from "#lib/known-error.ts";

const withCode = (code: string, cause?: unknown) => Object.assign(new Error("x", { cause }), { code });

test.each([
  "ECONNREFUSED",
  "ECONNRESET",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "57P01",
  "53300",
  "08006",
  "55P03",
])("a database that answers %s is away", (code) => {
  expect(knownError(withCode(code))?.code).toBe("database_unavailable");
  expect(knownError(new Error("Failed query", { cause: withCode(code) }))?.code).toBe("database_unavailable");
});

test.each(["23505", "22P02", "42P01", "x57P01", "ENOENT"])("%s is nothing that anybody foresaw", (code) => {
  expect(knownError(withCode(code))).toBeNull();
});

test("an error of ours is found behind others, and a circle of causes ends", () => {
  const own = new AppError("quota_exceeded");
  expect(knownError(new Error("a", { cause: new Error("b", { cause: own }) }))).toBe(own);
  const circle = new Error("a");
  circle.cause = circle;
  expect(knownError(circle)).toBeNull();
  expect(knownError("text")).toBeNull();
  expect(knownError(undefined)).toBeNull();
});
