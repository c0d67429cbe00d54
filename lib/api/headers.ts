import { API_POLICY } from "#lib/http/csp.ts";
import { baseHeaders } from "#lib/http/headers.ts";

/** On every answer of the API: never cached (a handler may be stricter), and without any right in a browser. */
const ALWAYS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": API_POLICY,
} as const;

function isHttps(request: Request): boolean {
  const forwarded = request.headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
  return (forwarded ?? new URL(request.url).protocol.replace(":", "")) === "https";
}

/** Puts the headers that every answer carries on `response`, and gives it back. The proxy is not relied on. */
export function sealed(response: Response, request: Request, requestId: string): Response {
  const base = baseHeaders({ pathname: new URL(request.url).pathname, https: isHttps(request) });
  const caching = response.headers.get("Cache-Control");
  for (const [name, value] of Object.entries({ ...base, ...ALWAYS })) response.headers.set(name, value);
  if (caching !== null) response.headers.set("Cache-Control", caching);
  response.headers.set("X-Request-Id", requestId);
  return response;
}
