import "server-only";
import { AppError } from "#lib/errors.ts";

type StoreFailure = Error & {
  code?: string;
  $metadata?: { httpStatusCode?: number };
};

/** Codes a store answers when the request was understood and will never be taken as it is (S3, R2). */
const REFUSALS = new Set([
  "Unauthorized",
  "AccessDenied",
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "NotEntitled",
  "RequestTimeTooSkewed",
  "ExpiredRequest",
  "InvalidArgument",
  "NoSuchBucket",
  "PermanentRedirect",
  "AuthorizationHeaderMalformed",
]);

/** Whether a failure of the store means that the object is not there. */
export function isMissing(error: unknown): boolean {
  const failure = error as StoreFailure;
  return (
    failure?.name === "NoSuchKey" ||
    failure?.name === "NotFound" ||
    failure?.$metadata?.httpStatusCode === 404
  );
}

/**
 * A failure of the store as one of the product's own errors: `storage_refused` when the store says no (a wrong key,
 * a wrong bucket, a clock that is off), `storage_unavailable` when it does not answer or is not well.
 */
export function storageError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // A slip in our own code is not the store's failure; a failed fetch is a TypeError that names its cause.
  if (error instanceof TypeError && error.cause === undefined)
    return new AppError("internal", {}, { cause: error });
  const failure = error as StoreFailure;
  const status = failure?.$metadata?.httpStatusCode ?? 0;
  const reason = failure?.name && failure.name !== "Error" ? failure.name : (failure?.code ?? "unknown");
  const refused = REFUSALS.has(reason) || status === 401 || status === 403;
  return new AppError(
    refused ? "storage_refused" : "storage_unavailable",
    {},
    { cause: error, message: `store: ${reason}${status ? ` (${status})` : ""}` },
  );
}

/** Runs one call to the store; what it throws is one of the product's own errors. */
export async function storeCall<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error);
  }
}
