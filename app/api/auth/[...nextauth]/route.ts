import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nothingHere } from "#lib/api/methods.ts";
import { authOptions } from "#lib/auth/next-auth.ts";
import { currentSession } from "#lib/auth/session.ts";
import { config } from "#lib/config.ts";
import { requestOrigin } from "#lib/http/origin.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/** What is needed of next-auth. It has more, such as a door for writing into the log from outside. */
const DOORS: Readonly<Record<string, ReadonlySet<string>>> = {
  GET: new Set(["csrf", "error", "providers", "session", "signin"]),
  POST: new Set(["callback/credentials", "session", "signin/credentials", "signout"]),
};

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const door = (await context.params).nextauth.join("/");
  if (DOORS[request.method]?.has(door) !== true) return nothingHere().GET(request, context);
  const origin = requestOrigin(request.headers, config().TRUSTED_PROXY_HOPS);
  const answer: unknown = await NextAuth(request, context, authOptions(origin, currentSession));
  return answer as Response;
}

export { handle as GET, handle as POST };
