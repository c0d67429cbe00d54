import "server-only";
import { decode, encode } from "next-auth/jwt";
import { SESSION_DAYS } from "#lib/auth/constants.ts";
import { config } from "#lib/config.ts";
import { STEP_MINUTES } from "#lib/second-factor/constants.ts";

/** Whether people reach the app by https: then the cookie is Secure and bound to this host (ASVS 3.3.1, 3.3.3). */
export function overHttps(): boolean {
  return config().NEXTAUTH_URL?.startsWith("https://") ?? false;
}

/** The session cookie: its name and how it is set. */
export function sessionCookie() {
  const secure = overHttps();
  return {
    name: secure ? "__Host-athena-session" : "athena-session",
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure, maxAge: SESSION_DAYS * 86_400 },
  };
}

/** The cookie between the two steps of signing in: it opens nothing, and is of use for minutes and once. */
export function stepCookie() {
  const secure = overHttps();
  return {
    name: secure ? "__Host-athena-step" : "athena-step",
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure, maxAge: STEP_MINUTES * 60 },
  };
}

/** The cookie's value for a session: an encrypted token that holds the session's id and nothing else of use. */
export async function sealSession(sessionId: string): Promise<string> {
  return encode({
    token: { sid: sessionId },
    secret: config().NEXTAUTH_SECRET,
    maxAge: SESSION_DAYS * 86_400,
  });
}

/** The session id in a cookie's value, or null for anything that is not ours or is over. */
export async function unsealSession(value: string | undefined): Promise<string | null> {
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: config().NEXTAUTH_SECRET });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null;
  }
}
