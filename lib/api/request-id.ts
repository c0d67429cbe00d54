import { randomUUID } from "node:crypto";

const SANE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,127}$/;

/** The caller's own `X-Request-Id` where it is safe to log and send back, otherwise a new one. */
export function requestId(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given !== null && SANE.test(given) ? given : randomUUID();
}
