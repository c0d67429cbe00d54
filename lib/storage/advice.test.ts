import { describe, expect, test } from "vitest";
import { AppError, ERROR_STATUS, type ErrorCode } from "#lib/errors.ts";
import { adviceFor, isGivenUp } from "#lib/storage/advice.ts";
import { storageError, storageFailure } from "#lib/storage/errors.ts";
import { REASONS, type StoreReason } from "#lib/storage/reasons.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

/** As the SDK throws what the store says. */
const said = (name: string, status: number, message = "secret detail") =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });

/** As Node throws what becomes of a line; the SDK renames some. */
const line = (code: string, name = "Error") => Object.assign(new Error("secret detail"), { code, name });

const ANSWERS: [string, number, StoreReason, ErrorCode][] = [
  ["Unauthorized", 401, "key_unknown", "storage_refused"],
  ["InvalidAccessKeyId", 403, "key_unknown", "storage_refused"],
  ["ExpiredToken", 400, "key_unknown", "storage_refused"],
  ["SignatureDoesNotMatch", 403, "secret_wrong", "storage_refused"],
  ["AccessDenied", 403, "access_denied", "storage_refused"],
  ["NotEntitled", 403, "not_entitled", "storage_refused"],
  ["RequestTimeTooSkewed", 403, "clock", "storage_refused"],
  ["ExpiredRequest", 400, "clock", "storage_refused"],
  ["ExpiredRequest", 403, "clock", "storage_refused"],
  ["NoSuchBucket", 404, "bucket_missing", "storage_refused"],
  ["ObjectLockedByBucketPolicy", 403, "bucket_locked", "storage_refused"],
  ["PermanentRedirect", 301, "region", "storage_refused"],
  ["AuthorizationHeaderMalformed", 400, "region", "storage_refused"],
  ["NoSuchKey", 404, "object_missing", "storage_unavailable"],
  ["NotFound", 404, "object_missing", "storage_unavailable"],
  ["NoSuchUpload", 404, "upload_missing", "upload_closed"],
  ["PreconditionFailed", 412, "exists_already", "upload_closed"],
  ["EntityTooLarge", 400, "too_large", "file_too_large"],
  ["EntityTooLarge", 413, "too_large", "file_too_large"],
  ["EntityTooSmall", 400, "parts_differ", "storage_unavailable"],
  ["InvalidPart", 400, "parts_differ", "storage_unavailable"],
  ["InvalidPartOrder", 400, "parts_differ", "storage_unavailable"],
  ["IncompleteBody", 400, "damaged", "storage_unavailable"],
  ["BadDigest", 400, "damaged", "storage_unavailable"],
  ["MissingContentLength", 411, "length_missing", "storage_refused"],
  ["TooManyRequests", 429, "busy", "storage_unavailable"],
  ["SlowDown", 503, "busy", "storage_unavailable"],
  ["ServiceUnavailable", 503, "busy", "storage_unavailable"],
  ["InternalError", 500, "unwell", "storage_unavailable"],
  ["NotImplemented", 501, "not_supported", "storage_unsuitable"],
  ["InvalidArgument", 400, "invalid_request", "storage_refused"],
  ["QuotaExceeded", 403, "full", "storage_unavailable"],
  // What has no code: HEAD, and proxies.
  ["UnknownError", 401, "key_unknown", "storage_refused"],
  ["403", 403, "access_denied", "storage_refused"],
  ["UnknownError", 502, "unwell", "storage_unavailable"],
  ["UnknownError", 503, "unwell", "storage_unavailable"],
  ["UnknownError", 504, "unwell", "storage_unavailable"],
  ["UnknownError", 429, "busy", "storage_unavailable"],
  ["UnknownError", 418, "invalid_request", "storage_refused"],
  ["SyntaxError", 200, "not_a_store", "storage_unavailable"],
];

const LINES: [string, StoreReason][] = [
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns_away"],
  ["ECONNREFUSED", "connection_refused"],
  ["EHOSTUNREACH", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["ECONNRESET", "connection_lost"],
  ["EPIPE", "connection_lost"],
  ["ETIMEDOUT", "timed_out"],
  ["UND_ERR_CONNECT_TIMEOUT", "timed_out"],
  ["CERT_HAS_EXPIRED", "tls"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls"],
  ["EPROTO", "tls"],
  ["HPE_INVALID_CONSTANT", "not_a_store"],
];

describe("a failure of the store is told by one reason, code and status", () => {
  test.each(ANSWERS)("%s (%i) is %s, %s", (name, status, reason, code) => {
    const advice = adviceFor(said(name, status));
    expect(advice).toMatchObject({ reason, code, status: ERROR_STATUS[code] });
    const error = storageError(said(name, status));
    expect([error.code, error.details]).toEqual([code, { reason }]);
    expect(error.message).not.toContain("secret detail");
  });

  test.each(LINES)("%s is %s", (code, reason) => {
    for (const error of [
      line(code),
      line(code, "TimeoutError"),
      new TypeError("fetch failed", { cause: line(code) }),
    ]) {
      expect(adviceFor(error)).toMatchObject({
        reason,
        code: "storage_unavailable",
        status: 503,
        away: true,
      });
      expect(storageError(error).details).toEqual({ reason });
    }
  });

  test("a deadline of ours, and one of the SDK's", () => {
    const ours = Object.assign(new Error("Request aborted"), {
      name: "AbortError",
      cause: new DOMException("The operation was aborted due to timeout", "TimeoutError"),
    });
    for (const error of [ours, Object.assign(new Error(""), { name: "TimeoutError" })])
      expect(adviceFor(error).reason).toBe("timed_out");
  });

  test("a key in another form than R2's", () => {
    const error = said("InvalidArgument", 400, "Credential access key has length 20, should be 32");
    expect(adviceFor(error).reason).toBe("key_malformed");
  });

  test("where the bucket was asked for, what is not found is the bucket", () => {
    expect(adviceFor(said("NotFound", 404), "bucket").reason).toBe("bucket_missing");
    expect(storageError(said("NotFound", 404), "bucket").code).toBe("storage_refused");
  });

  test("one of ours keeps its reason, however deep", () => {
    const wrapped = new Error("outer", { cause: storageFailure("clock", "test") });
    expect(adviceFor(wrapped).reason).toBe("clock");
    expect(adviceFor(new AppError("storage_not_configured")).reason).toBe("not_configured");
    expect(adviceFor(new AppError("storage_unsuitable")).reason).toBe("unsuitable");
  });

  test("what nobody foresaw is unknown, and says nothing of the store as a whole", () => {
    for (const odd of [undefined, null, "odd", {}, new Error("odd")])
      expect(adviceFor(odd)).toMatchObject({ reason: "unknown", status: 503, away: false, passes: false });
  });
});

test("who has gone away says nothing of the store; a deadline does", () => {
  const abort = (cause: unknown) =>
    Object.assign(new Error("Request aborted"), { name: "AbortError", cause });
  expect(isGivenUp(abort(new DOMException("gone", "AbortError")))).toBe(true);
  expect(isGivenUp(abort(undefined))).toBe(true);
  expect(isGivenUp(abort(new DOMException("late", "TimeoutError")))).toBe(false);
  expect(isGivenUp(line("ECONNRESET"))).toBe(false);
});

test("administrators are told what helps for every reason, in every language", () => {
  const reasons = [...Object.keys(REASONS), "browser"].toSorted();
  for (const words of [en, es]) {
    expect(Object.keys(words.storageAdvice).toSorted()).toEqual(reasons);
    for (const sentence of Object.values(words.storageAdvice)) {
      expect(sentence.length).toBeGreaterThan(40);
      // Commands read them as they are, without filling anything in.
      expect(sentence).not.toMatch(/[{}<>]/);
    }
  }
});
