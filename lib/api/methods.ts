import "server-only";
import { ApiError } from "#lib/api/codes.ts";
import { respond } from "#lib/api/respond.ts";
import type { RouteHandler } from "#lib/api/route.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Methods = Record<(typeof METHODS)[number], RouteHandler>;

function headOf(get: RouteHandler): RouteHandler {
  return async (request, context) => {
    const response = await get(request, context);
    await response.body?.cancel();
    return new Response(null, { status: response.status, headers: response.headers });
  };
}

function everyMethod(handler: RouteHandler): Methods {
  return Object.fromEntries(METHODS.map((method) => [method, handler])) as Methods;
}

/** Every method of an address that does not exist. */
export function nothingHere(): Methods {
  return everyMethod((request) =>
    respond(request, async () => {
      throw new ApiError("not_found", { detail: "There is no such address." });
    }),
  );
}

/**
 * Every method of one address, for a route file to export: those given, HEAD where there is GET, OPTIONS, and a
 * problem with `Allow` for the rest (Next's own 405 has no body).
 */
export function apiMethods(
  given: Partial<Record<"GET" | "POST" | "PATCH" | "DELETE", RouteHandler>>,
): Methods {
  const served = { ...given, ...(given.GET === undefined ? {} : { HEAD: headOf(given.GET) }) };
  const Allow = METHODS.filter((method) => method === "OPTIONS" || method in served).join(", ");
  const refuse = everyMethod((request) =>
    respond(request, async (also) => {
      also({ Allow });
      throw new ApiError("method_not_allowed");
    }),
  );
  const options: RouteHandler = (request) =>
    respond(request, async () => new Response(null, { status: 204, headers: { Allow } }));
  return { ...refuse, OPTIONS: options, ...served };
}
