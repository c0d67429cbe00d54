import { randomUUID } from "node:crypto";

const SANE = /^[A-Za-z0-9._-]{8,64}$/;

/** The caller's own `X-Request-Id` where it is safe to log and send back, otherwise a new one. */
export function requestId(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given !== null && SANE.test(given) ? given : randomUUID();
}

/** `request` without its body and under `id`, so that the audit knows it by the id that its caller is told. */
export function underId(request: Request, id: string): Request {
  const headers = new Headers(request.headers);
  headers.set("x-request-id", id);
  return new Request(request.url, { method: request.method, headers });
}
