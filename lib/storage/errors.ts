import "server-only";
import { AppError, type ErrorDetails } from "#lib/errors.ts";
import { adviceFor } from "#lib/storage/advice.ts";
import { dealing, type StoreReason } from "#lib/storage/reasons.ts";

type StoreFailure = Error & {
  code?: string;
  $metadata?: { httpStatusCode?: number };
};

/**
 * A failure of the store, as one of the product's own errors. Its reason stands in the details, so that whoever may
 * know what helps can be told (`storageAdvice` in `locales/*.json`).
 */
export class StorageError extends AppError {
  readonly reason: StoreReason;

  constructor(reason: StoreReason, options: { cause?: unknown; message: string }) {
    const details: ErrorDetails = { reason };
    super(dealing(reason).code, details, options);
    this.name = "StorageError";
    this.reason = reason;
  }
}

/** A failure that we find ourselves. `what` is for the log. */
export const storageFailure = (reason: StoreReason, what: string) =>
  new StorageError(reason, { message: `store: ${reason} (${what})` });

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
 * a wrong bucket, a clock that is off), `storage_unavailable` when it does not answer or is not well, and what
 * `lib/storage/reasons.ts` says of the rest.
 * @param asked what the request was about.
 */
export function storageError(error: unknown, asked: "object" | "bucket" = "object"): AppError {
  if (error instanceof AppError) return error;
  // A slip in our own code is not the store's failure; a failed fetch is a TypeError that names its cause.
  if (error instanceof TypeError && error.cause === undefined)
    return new AppError("internal", {}, { cause: error });
  const { reason } = adviceFor(error, asked);
  const failure = error as StoreFailure;
  const status = failure?.$metadata?.httpStatusCode ?? 0;
  const said = failure?.name && failure.name !== "Error" ? failure.name : (failure?.code ?? "unknown");
  return new StorageError(reason, {
    cause: error,
    message: `store: ${reason}: ${said}${status ? ` (${status})` : ""}`,
  });
}

/** Runs one call to the store; what it throws is one of the product's own errors. */
export async function storeCall<T>(work: () => Promise<T>, asked?: "object" | "bucket"): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, asked);
  }
}
