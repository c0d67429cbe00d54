import "server-only";
import { API_STATUS, ApiError } from "#lib/api/codes.ts";
import { words } from "#lib/api/words.ts";
import { AppError } from "#lib/errors.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** Seconds after which a caller may try a service that did not answer again. */
const TRY_AGAIN_SECONDS = 5;

function headersFor(error: ApiError | AppError): Record<string, string> {
  const { code } = error;
  if (code === "unauthenticated") return { "WWW-Authenticate": 'Bearer realm="Athena Docs"' };
  if (code === "invalid_range" && error instanceof AppError && error.details.size !== undefined) {
    return { "Content-Range": `bytes */${error.details.size}` };
  }
  if (code === "idempotency_in_progress") return { "Retry-After": "1" };
  if (code === "storage_unavailable" || code === "database_unavailable") {
    return { "Retry-After": String(TRY_AGAIN_SECONDS) };
  }
  return {};
}

function bodyOf(error: ApiError | AppError, requestId: string): Record<string, unknown> {
  const status = API_STATUS[error.code];
  const fields = error instanceof ApiError ? error.fields : new Map();
  const details = error instanceof AppError ? error.details : {};
  return {
    type: `urn:athena-docs:problem:${error.code}`,
    title: TITLES[status],
    status,
    code: error.code,
    detail: (error instanceof ApiError ? error.detail : undefined) ?? words(error.code),
    request_id: requestId,
    ...(fields.size > 0 ? { errors: Object.fromEntries(fields) } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
}

/**
 * Turns whatever was thrown into an RFC 9457 answer. Only known errors tell what happened; all else is
 * `internal`, with its cause in the log under the request id.
 */
export function problem(thrown: unknown, requestId: string): Response {
  const known = thrown instanceof ApiError ? thrown : knownError(thrown);
  const error = known ?? new ApiError("internal", { cause: thrown });
  const status = API_STATUS[error.code];
  if (status >= 500) log.error({ err: thrown, requestId, code: error.code }, "an API request failed");
  return new Response(JSON.stringify(bodyOf(error, requestId)), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headersFor(error) },
  });
}
