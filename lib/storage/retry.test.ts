import fc from "fast-check";
import { expect, test } from "vitest";
import { storageFailure } from "#lib/storage/errors.ts";
import { pauseBefore, retryStrategy } from "#lib/storage/retry.ts";

const said = (name: string, status: number, more: object = {}) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status, ...more } });
const line = (code: string) => Object.assign(new Error(code), { code });

/** How often a request is sent that fails so each time. */
async function tries(error: Error): Promise<number> {
  let token = await retryStrategy.acquireInitialRetryToken();
  for (let count = 1; ; count += 1) {
    try {
      token = await retryStrategy.refreshRetryTokenForRetry(token, { error });
    } catch {
      return count;
    }
  }
}

test.each([
  said("SlowDown", 503),
  said("TooManyRequests", 429),
  said("InternalError", 500),
  said("UnknownError", 502),
  said("BadDigest", 400),
  line("ECONNRESET"),
  line("ECONNREFUSED"),
  line("EAI_AGAIN"),
  line("ETIMEDOUT"),
  // The SDK has set its clock by the store's.
  said("RequestTimeTooSkewed", 403, { clockSkewCorrected: true }),
])("%s is tried three times in all", async (error) => {
  expect(await tries(error)).toBe(3);
});

test.each([
  said("RequestTimeTooSkewed", 403),
  said("SignatureDoesNotMatch", 403),
  said("AccessDenied", 403),
  said("NoSuchBucket", 404),
  said("NoSuchKey", 404),
  said("PreconditionFailed", 412),
  said("InvalidArgument", 400),
  said("NotImplemented", 501),
  line("ENOTFOUND"),
  line("CERT_HAS_EXPIRED"),
  line("HPE_INVALID_CONSTANT"),
  storageFailure("timed_out", "let alone"),
  new Error("odd"),
])("%s is not tried again", async (error) => {
  expect(await tries(error)).toBe(1);
});

test("pauses are spread over their whole length, and longer for a store that is busy", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      const of = (error: Error) => [1, 2].map((count) => pauseBefore(count, error, () => random));
      expect(of(said("InternalError", 500))).toEqual([Math.round(random * 150), Math.round(random * 300)]);
      expect(of(said("SlowDown", 503))).toEqual([Math.round(random * 800), Math.round(random * 1600)]);
    }),
  );
});
