import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { routeOf } from "#lib/http/routes.ts";
import { log } from "#lib/log.ts";
import { meters } from "#lib/metrics/meters.ts";

/** Asked all day by machines, and of no interest one by one. */
const QUIET = new Set(["/_next", "/api/health", "/api/ready", "/api/metrics", "/icon.svg"]);

/** Methods that routes know; others are anybody's to make up. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** What proxies say where the caller did not wait for an answer. */
const GONE = 499;

/**
 * Writes a line into the log and measures, once a request has its answer. The address itself is in neither: a query may
 * hold a one-time token.
 */
export function watchRequest(request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now();
  const pathname = (request.url ?? "/").split("?", 1)[0] ?? "/";
  response.once("close", () => {
    const seconds = (performance.now() - began) / 1000;
    const status = response.writableFinished ? response.statusCode : GONE;
    const method = METHODS.has(request.method ?? "") ? `${request.method}` : "other";
    const route = routeOf(pathname);
    meters()?.requests.observe({ method, route, status }, seconds);
    const level = QUIET.has(route) ? "debug" : "info";
    log[level]({ method, route, status, ms: Math.round(seconds * 1000) }, "answered");
  });
}
