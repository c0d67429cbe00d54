import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/next-auth.ts";
import { config } from "#lib/config.ts";
import { requestOrigin } from "#lib/http/origin.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

function handle(request: NextRequest, context: Context) {
  return NextAuth(request, context, authOptions(requestOrigin(request.headers, config().TRUSTED_PROXY_HOPS)));
}

export { handle as GET, handle as POST };
