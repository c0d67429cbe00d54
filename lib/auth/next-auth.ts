import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Actor } from "#lib/auth/actor.ts";
import { sessionCookie } from "#lib/auth/cookie.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { actorOfSession, whoseSession } from "#lib/auth/identify.ts";
import { closeSession } from "#lib/auth/mutations.ts";
import { nextPath } from "#lib/auth/next-path.ts";
import { signInForm } from "#lib/auth/schema.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { log } from "#lib/log.ts";

/** What next-auth has to say: its code alone. The rest is written by whoever sends a broken cookie. */
const LOGGER = {
  error: (code: string) => log.warn({ code }, "next-auth refused a request"),
  warn: (code: string) => log.debug({ code }, "next-auth"),
  debug: () => {},
};

/**
 * next-auth's settings for one request. Its session token carries only the id of our own session, which the database
 * is asked about each time; the sign-in page uses the same `signIn` and the same cookie.
 */
export function authOptions(
  origin: RequestOrigin,
  currentSession: () => Promise<Actor | Enrollee | null>,
): NextAuthOptions {
  const cookie = sessionCookie();
  return {
    secret: config().NEXTAUTH_SECRET,
    logger: LOGGER,
    session: { strategy: "jwt", maxAge: cookie.options.maxAge },
    useSecureCookies: cookie.options.secure,
    cookies: { sessionToken: { name: cookie.name, options: cookie.options } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials) {
          // Typed as text, and whatever the caller has sent.
          const given = signInForm.safeParse({ ...credentials });
          if (!given.success) return null;
          const { email, password } = given.data;
          try {
            const opened = await signIn(email, password, origin, await currentSession());
            // Who has a second step signs in on the page: here is no place to ask for it, and no way around it.
            return "sessionId" in opened ? { id: opened.sessionId } : null;
          } catch (error) {
            if (error instanceof AppError) return null;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) =>
        baseUrl + nextPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
      async session({ session, token }) {
        const actor = typeof token.sid === "string" ? await actorOfSession(token.sid, origin) : null;
        if (actor === null) return { expires: session.expires };
        return { expires: session.expires, user: { name: actor.userName, email: actor.userEmail } };
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid !== "string") return;
        const who = await whoseSession(token.sid, origin);
        if (who !== null) await closeSession(who);
      },
    },
  };
}
