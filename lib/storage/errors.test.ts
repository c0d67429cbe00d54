import { describe, expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { isMissing, storageError, storeCall } from "#lib/storage/errors.ts";

const failure = (name: string, status?: number, more: object = {}) =>
  Object.assign(new Error("secret detail of the store"), {
    name,
    ...(status && { $metadata: { httpStatusCode: status } }),
    ...more,
  });

describe("a failure of the store", () => {
  test.each([
    ["AccessDenied", 403, "storage_refused"],
    ["SignatureDoesNotMatch", 403, "storage_refused"],
    ["InvalidAccessKeyId", 403, "storage_refused"],
    ["RequestTimeTooSkewed", 403, "storage_refused"],
    ["NoSuchBucket", 404, "storage_refused"],
    ["PermanentRedirect", 301, "storage_refused"],
    ["Anything", 401, "storage_refused"],
    ["InternalError", 500, "storage_unavailable"],
    ["SlowDown", 503, "storage_unavailable"],
    ["TooManyRequests", 429, "storage_unavailable"],
    ["TimeoutError", undefined, "storage_unavailable"],
  ])("%s (%s) is %s, and nothing of its detail reaches a person", (name, status, code) => {
    const error = storageError(failure(name, status));
    expect([error.code, error.status, Object.keys(error.details)]).toEqual([code, 503, ["reason"]]);
    expect(error.message).not.toContain("secret detail");
  });

  test("of the line is told by its code", () => {
    expect(storageError(failure("Error", undefined, { code: "ECONNREFUSED" })).message).toContain(
      "ECONNREFUSED",
    );
    expect(storageError(undefined).code).toBe("storage_unavailable");
    expect(storageError("odd").code).toBe("storage_unavailable");
  });

  test("that is one of ours already stays as it is", async () => {
    const own = new AppError("storage_not_configured");
    await expect(storeCall(() => Promise.reject(own))).rejects.toBe(own);
  });
});

test("an object is missing when the store says so, and not when it is unwell", () => {
  expect([failure("NoSuchKey", 404), failure("NotFound", 404), failure("X", 404)].every(isMissing)).toBe(
    true,
  );
  expect([failure("X", 500), failure("X", 403), failure("TimeoutError"), undefined].some(isMissing)).toBe(
    false,
  );
});
