import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { nothingHere } from "#lib/api/methods.ts";
import { currentOrigin, currentSession, enter } from "#lib/auth/session.ts";
import { log } from "#lib/log.ts";
import { flowCookie, nextOfFlow } from "#lib/oidc/flow.ts";
import { problemPath } from "#lib/oidc/problem-path.ts";
import { Refusal } from "#lib/oidc/refusal.ts";
import { providerSettings } from "#lib/oidc/settings.ts";
import { signInByProvider } from "#lib/oidc/sign-in.ts";

/** Where the provider sends a browser back to. What it kept for this is gone with the answer, whatever that is. */
export async function GET(request: NextRequest): Promise<Response> {
  const settings = providerSettings();
  if (settings === null) return nothingHere().GET(request, { params: Promise.resolve({}) });
  const jar = await cookies();
  const { name, options } = flowCookie();
  const cookie = jar.get(name)?.value;
  jar.set(name, "", { ...options, maxAge: 0 });
  const origin = await currentOrigin();
  const came = { cookie, answer: request.nextUrl.searchParams };
  const before = await currentSession();
  const entered = await signInByProvider(settings, came, origin, before).catch((error: unknown) => {
    if (error instanceof Refusal) return error;
    throw error;
  });
  if (entered instanceof Refusal) {
    const { problem, reason, cause } = entered;
    const { code, message } = (cause ?? {}) as { code?: string; message?: string };
    log.warn({ reason, code, message, requestId: origin.requestId }, "nobody signed in by the provider");
    redirect(problemPath(problem, await nextOfFlow(cookie)));
  }
  redirect(await enter(entered.opened, entered.next));
}
