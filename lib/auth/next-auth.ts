import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { sessionCookie } from "#lib/auth/cookie.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { closeSession } from "#lib/auth/mutations.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { localOrigin, type RequestOrigin } from "#lib/http/origin.ts";

/**
 * next-auth's settings for one request. Its session token carries only the id of our own session, which the database
 * is asked about each time; the sign-in page uses the same `signIn` and the same cookie.
 */
export function authOptions(origin: RequestOrigin): NextAuthOptions {
  const cookie = sessionCookie();
  return {
    secret: config().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: cookie.options.maxAge },
    useSecureCookies: cookie.options.secure,
    cookies: { sessionToken: { name: cookie.name, options: cookie.options } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials) {
          if (!credentials?.email || !credentials.password) return null;
          try {
            return { id: await signIn(credentials.email, credentials.password, origin) };
          } catch (error) {
            if (error instanceof AppError) return null;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
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
        const actor = await actorOfSession(token.sid, localOrigin("next-auth"));
        if (actor !== null) await closeSession(actor);
      },
    },
  };
}
