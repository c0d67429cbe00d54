import { AppError, ERROR_STATUS, type ErrorCode } from "#lib/errors.ts";
import { dealing, type Failure, reasonOf, type StoreReason } from "#lib/storage/reasons.ts";

/** What is wrong with the store, and what becomes of it. */
export type Advice = {
  /** A stable name of what is wrong. */
  reason: StoreReason;
  /** The message in `locales/*.json` that tells an administrator what to do. */
  message: `storageAdvice.${StoreReason}`;
  /** What the person who asked is told, and its HTTP status. */
  code: ErrorCode;
  status: number;
  /** Whether the same request may do a moment later. */
  passes: boolean;
  /** Whether the store as a whole is away. */
  away: boolean;
};

type Thrown = Partial<Failure> & { cause?: unknown; $metadata?: { httpStatusCode?: number } };

function failure(thrown: Thrown): Failure {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    name: text(thrown.name),
    code: text(thrown.code),
    message: text(thrown.message),
    status: thrown.$metadata?.httpStatusCode ?? 0,
  };
}

/** Reasons that the product's own errors stand for. */
const OWN: Partial<Record<ErrorCode, StoreReason>> = {
  storage_not_configured: "not_configured",
  storage_unsuitable: "unsuitable",
};

const knownReason = (error: AppError) =>
  (error.details.reason as StoreReason | undefined) ?? OWN[error.code] ?? null;

function find(error: unknown): StoreReason {
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 6; depth += 1) {
    const reason = at instanceof AppError ? knownReason(at) : reasonOf(failure(at));
    if (reason !== null) return reason;
    at = (at as Thrown).cause;
  }
  return "unknown";
}

/**
 * What a failure of the store means, whoever threw it: the SDK, fetch, a stream, or ours. Nothing of what the store said
 * is in it, so it may be shown.
 * @param asked what the request was about: where it was the bucket, "not found" is the bucket.
 */
export function adviceFor(error: unknown, asked: "object" | "bucket" = "object"): Advice {
  const found = find(error);
  const reason = asked === "bucket" && found === "object_missing" ? "bucket_missing" : found;
  const { code, passes = false, away = false } = dealing(reason);
  return { reason, message: `storageAdvice.${reason}`, code, status: ERROR_STATUS[code], passes, away };
}

/** Whether a request ended because whoever asked has gone, which says nothing of the store. */
export function isGivenUp(error: unknown): boolean {
  return (error as Error | null)?.name === "AbortError" && find(error) === "unknown";
}
