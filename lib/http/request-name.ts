import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { beforeHead } from "#lib/http/write-head.ts";

const HEADER = "x-request-id";
const SANE = /^[A-Za-z0-9._-]{8,64}$/;

/**
 * Whether the id that came with a request may be its name. Where proxies of the operator's stand in front it is theirs
 * to give; a program that calls the API may choose its own (docs/api.md); a browser gets one.
 */
function mayName(request: IncomingMessage, trustedHops: number): boolean {
  return trustedHops > 0 || (request.url ?? "").startsWith("/api/v1/");
}

/**
 * Gives a request its id, under which everybody who asks for the header finds it, and has the answer carry it.
 * @param trustedHops how many proxies in front are believed.
 */
export function nameRequest(request: IncomingMessage, response: ServerResponse, trustedHops: number): string {
  const given = request.headers[HEADER];
  const isGood = typeof given === "string" && SANE.test(given) && mayName(request, trustedHops);
  const id = isGood ? given : randomUUID();
  request.headers[HEADER] = id;
  beforeHead(response, () => response.setHeader("X-Request-Id", id));
  return id;
}
