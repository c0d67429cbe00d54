import "server-only";
import { ApiError } from "#lib/api/codes.ts";
import { sealed } from "#lib/api/headers.ts";
import { problem } from "#lib/api/problem.ts";
import { requestId } from "#lib/api/request-id.ts";
import type { RouteHandler } from "#lib/api/route.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];

function headOf(get: RouteHandler): RouteHandler {
  return async (request, context) => {
    const response = await get(request, context);
    await response.body?.cancel();
    return new Response(null, { status: response.status, headers: response.headers });
  };
}

/**
 * Every method of one address, for a route file to export: those given, HEAD where there is GET, OPTIONS, and a
 * problem with `Allow` for the rest (Next's own 405 has no body).
 */
export function apiMethods(given: Partial<Record<"GET" | "POST" | "DELETE", RouteHandler>>) {
  const served: Partial<Record<Method, RouteHandler>> = { ...given };
  if (given.GET !== undefined) served.HEAD = headOf(given.GET);
  const allow = METHODS.filter((method) => method === "OPTIONS" || served[method] !== undefined).join(", ");
  served.OPTIONS = async (request) =>
    sealed(new Response(null, { status: 204, headers: { Allow: allow } }), requestId(request));
  const refuse: RouteHandler = async (request) => {
    const id = requestId(request);
    const response = problem(new ApiError("method_not_allowed"), id);
    response.headers.set("Allow", allow);
    return sealed(response, id);
  };
  return Object.fromEntries(METHODS.map((method) => [method, served[method] ?? refuse])) as Record<
    Method,
    RouteHandler
  >;
}
