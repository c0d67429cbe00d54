import { ERROR_STATUS, type ErrorCode } from "#lib/errors.ts";

/** Codes that only HTTP itself can cause; the layers below never throw them. */
const TRANSPORT_STATUS = {
  method_not_allowed: 405,
  idempotency_in_progress: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
} as const;

/** Every code of the HTTP API with its status. Stable: a new meaning gets a new code. */
export const API_STATUS = { ...ERROR_STATUS, ...TRANSPORT_STATUS } as const;

export type ApiCode = ErrorCode | keyof typeof TRANSPORT_STATUS;

/** What is wrong with each field of a request, by its name; nested names are joined with dots. */
export type FieldErrors = ReadonlyMap<string, readonly string[]>;

/** An error of the HTTP layer. `detail` and `fields` reach the caller, so they never quote what was sent. */
export class ApiError extends Error {
  readonly code: ApiCode;
  readonly detail: string | undefined;
  readonly fields: FieldErrors;

  constructor(code: ApiCode, options: { detail?: string; fields?: FieldErrors; cause?: unknown } = {}) {
    super(options.detail ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ApiError";
    this.code = code;
    this.detail = options.detail;
    this.fields = options.fields ?? new Map();
  }
}
