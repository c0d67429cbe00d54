import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";

/** What every server action answers. `reference` is the request id that the logs hold for an `internal` error. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; code: ErrorCode; details: ErrorDetails; reference?: string };
