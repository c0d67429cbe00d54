import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "#lib/auth/actor.ts";
import { sealSession, sessionCookie, unsealSession } from "#lib/auth/cookie.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { config } from "#lib/config.ts";
import { type RequestOrigin, requestOrigin } from "#lib/http/origin.ts";

/** Where the request being rendered comes from. */
export const currentOrigin = cache(async (): Promise<RequestOrigin> => {
  return requestOrigin(await headers(), config().TRUSTED_PROXY_HOPS);
});

/** Who is looking at this page, asked of the database once a request; null when nobody is signed in. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const sessionId = await unsealSession((await cookies()).get(sessionCookie().name)?.value);
  return sessionId === null ? null : actorOfSession(sessionId, await currentOrigin());
});

/** For pages: the actor, or off to sign-in and back. `path` is where to come back to. */
export async function requireActor(path?: string): Promise<Actor> {
  const actor = await currentActor();
  if (actor !== null) return actor;
  return redirect(path ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
}

/** Puts a session into the answer's cookie. Only in a server action or a route handler. */
export async function setSessionCookie(sessionId: string): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, await sealSession(sessionId), options);
}

/** Takes the session's cookie away. Only in a server action or a route handler. */
export async function clearSessionCookie(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
