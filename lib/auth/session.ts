import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { Actor } from "#lib/auth/actor.ts";
import { sealSession, sessionCookie, stepCookie, unsealSession } from "#lib/auth/cookie.ts";
import { Enrollee } from "#lib/auth/enrollee.ts";
import { whoseSession } from "#lib/auth/identify.ts";
import { config } from "#lib/config.ts";
import { type RequestOrigin, requestOrigin } from "#lib/http/origin.ts";
import type { Opened } from "#lib/second-factor/open.mutations.ts";

/** Where the request being rendered comes from. */
export const currentOrigin = cache(async (): Promise<RequestOrigin> => {
  return requestOrigin(await headers(), config().TRUSTED_PROXY_HOPS);
});

/** Whose session this browser has, whatever they may do with it; asked of the database once a request. */
export const currentSession = cache(async (): Promise<Actor | Enrollee | null> => {
  const sessionId = await unsealSession((await cookies()).get(sessionCookie().name)?.value);
  return sessionId === null ? null : whoseSession(sessionId, await currentOrigin());
});

/** Who is looking at this page; null when nobody is signed in, or somebody who has a second step to set up first. */
export async function currentActor(): Promise<Actor | null> {
  const who = await currentSession();
  return Actor.is(who) ? who : null;
}

/** Who is signed in and may do nothing but set up their second step; null when nobody is. */
export async function currentEnrollee(): Promise<Enrollee | null> {
  const who = await currentSession();
  return Enrollee.is(who) ? who : null;
}

/** For pages: the actor, or off to sign-in and back. `path` is where to come back to. */
export async function requireActor(path?: string): Promise<Actor> {
  const who = await currentSession();
  if (Actor.is(who)) return who;
  const door = who === null ? "/sign-in" : "/sign-in/set-up";
  return redirect(path ? `${door}?next=${encodeURIComponent(path)}` : door);
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

/**
 * Puts what signing in has come to into the answer's cookies, a session or what the second step takes, and says where
 * to go on. Only in a server action or a route handler.
 * @param next a path of our own, as `nextPath` answers it.
 */
export async function enter(opened: Opened, next: string): Promise<string> {
  const { name, options } = stepCookie();
  const jar = await cookies();
  if ("sessionId" in opened) {
    if (jar.has(name)) jar.set(name, "", { ...options, maxAge: 0 });
    await setSessionCookie(opened.sessionId);
    return next;
  }
  jar.set(name, opened.step, options);
  return `/sign-in/code?next=${encodeURIComponent(next)}`;
}

/** What this browser got in the first step of signing in; null when it is in no second one. */
export async function currentStep(): Promise<string | null> {
  return (await cookies()).get(stepCookie().name)?.value ?? null;
}
