import { type NextRequest, NextResponse } from "next/server";
import {
  API_POLICY,
  ASSET_POLICY,
  bucketOrigin,
  pagePolicy,
  providerOrigin,
  publicOrigin,
} from "#lib/http/csp.ts";
import { baseHeaders } from "#lib/http/headers.ts";
import { PATH_HEADER } from "#lib/http/path-header.ts";

/** Whether the reader's own connection is encrypted, a reverse proxy in front included. */
function isHttps(request: NextRequest): boolean {
  const forwarded = request.headers.get("x-forwarded-proto")?.split(",")[0]?.trim();
  return (forwarded ?? request.nextUrl.protocol.replace(":", "")) === "https";
}

function page(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  // Read for each request, so that one build serves every bucket.
  const policy = pagePolicy({
    nonce,
    bucket: bucketOrigin(process.env),
    open: publicOrigin(process.env),
    // Without the script a form goes there by itself, and browsers hold redirects of forms to this.
    formsTo: request.nextUrl.pathname === "/sign-in" ? providerOrigin(process.env) : null,
    development: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

/** Adds the security headers. It decides nothing about who may see what: the data layer does. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  let response: NextResponse;
  if (pathname.startsWith("/_next/static/") || pathname === "/icon.svg") {
    response = NextResponse.next();
    response.headers.set("Content-Security-Policy", ASSET_POLICY);
  } else if (pathname.startsWith("/api/")) {
    response = NextResponse.next();
    response.headers.set("Content-Security-Policy", API_POLICY);
  } else {
    response = page(request);
  }
  for (const [name, value] of Object.entries(baseHeaders({ pathname, https: isHttps(request) }))) {
    response.headers.set(name, value);
  }
  return response;
}

export const config = {
  // The API's routes set their own headers (`lib/api/headers.ts`): the proxy would cost each of their requests as much as
  // a query does, and Next holds a proxied body in memory and cuts it at 10 MB, also where a file is sent through.
  matcher: "/((?!api/v1/).*)",
};
