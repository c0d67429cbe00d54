import type { Failure } from "#components/upload/item.ts";
import { ERROR_STATUS, type ErrorCode, type ErrorDetails } from "#lib/errors.ts";
import type { StoreReason } from "#lib/storage/reasons.ts";

/** Codes that may pass by themselves. */
const PASSING = new Set<ErrorCode>([
  "internal",
  "rate_limited",
  "too_many_pending",
  "storage_unavailable",
  "database_unavailable",
]);

/** Codes after which a person, but not the page, can usefully try again. */
const WORTH_ASKING = new Set<ErrorCode>([
  ...PASSING,
  "unauthenticated",
  "upload_not_arrived",
  "upload_closed",
  "size_mismatch",
  "checksum_mismatch",
  "storage_not_configured",
  "storage_refused",
  "quota_exceeded",
]);

/** Whether it is worth trying again without asking. */
export function passes(code: ErrorCode): boolean {
  return PASSING.has(code);
}

/** A code from the server as the reason of a failure. */
export function refusal(code: ErrorCode, details: ErrorDetails = {}): Failure {
  return { from: "server", code, details, retry: WORTH_ASKING.has(code) };
}

/** Why the store failed, as far as the server has said; `browser` where only this browser knows that it did. */
export function storeReason(failure: Failure): StoreReason | "browser" | null {
  if (failure.from === "browser")
    return failure.reason === "transfer" || failure.reason === "parts" ? "browser" : null;
  if (failure.code === "storage_not_configured") return "not_configured";
  if (failure.code === "storage_unsuitable") return "unsuitable";
  if (failure.code !== "storage_unavailable" && failure.code !== "storage_refused") return null;
  return (failure.details.reason as StoreReason | undefined) ?? "browser";
}

/** The server could not be reached, or what answered was not it. */
export const CONNECTION: Failure = { from: "browser", reason: "connection", retry: true };

/** The store refused the bytes, or the line dropped: without CORS headers a browser cannot tell them apart. */
export const TRANSFER: Failure = { from: "browser", reason: "transfer", retry: true };

/** The same for a file in parts: what has arrived of it is kept. */
export const PARTS: Failure = { from: "browser", reason: "parts", retry: true };

/** The code in a problem document, or null where the answer is none of ours. */
export function readProblem(body: unknown): { code: ErrorCode; details: ErrorDetails } | null {
  if (typeof body !== "object" || body === null || !("code" in body)) return null;
  const { code, details } = body as { code: unknown; details?: unknown };
  if (typeof code !== "string" || !(code in ERROR_STATUS)) return null;
  const named = typeof details === "object" && details !== null ? Object.entries(details) : [];
  const plain = named.filter(([, value]) => typeof value === "string" || typeof value === "number");
  return { code: code as ErrorCode, details: Object.fromEntries(plain) };
}
