import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { sessionCookie, unsealSession } from "#lib/auth/cookie.ts";
import { Enrollee } from "#lib/auth/enrollee.ts";
import { actorOfToken, whoseSession } from "#lib/auth/identify.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { requestOrigin } from "#lib/http/origin.ts";
import { readSaid } from "#lib/http/said.ts";
import { isSameOrigin } from "#lib/http/same-origin.ts";
import { log } from "#lib/log.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

function cookieValue(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/**
 * Who calls a route handler: the holder of a bearer token, or of a session cookie. A cookie travels by itself, so a
 * request that changes something must also come from our own page.
 * @throws {AppError} `unauthenticated`, `second_factor_required` before that is set up where the school asks for it, or
 * `foreign_origin` for a cookie used from elsewhere; `invalid_request` for what a token's program says of itself and
 * cannot be read (`lib/http/said.ts`).
 */
export async function actorFromRequest(request: Request): Promise<Actor> {
  const { NEXTAUTH_URL, TRUSTED_PROXY_HOPS } = config();
  const origin = requestOrigin(request.headers, TRUSTED_PROXY_HOPS);
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const { said, wrong } = readSaid(request.headers);
    const actor = token === undefined ? null : await actorOfToken(token, { ...origin, said });
    if (actor === null) {
      log.warn({ ip: origin.ip, requestId: origin.requestId }, "a bearer token that is nobody's");
      throw new AppError("unauthenticated");
    }
    if (wrong !== null) throw new AppError("invalid_request", { field: wrong });
    return actor;
  }
  const sessionId = await unsealSession(cookieValue(request, sessionCookie().name));
  const actor = sessionId === null ? null : await whoseSession(sessionId, origin);
  if (actor === null) throw new AppError("unauthenticated");
  if (Enrollee.is(actor)) throw new AppError("second_factor_required");
  if (!SAFE_METHODS.has(request.method) && !isSameOrigin(request.headers, NEXTAUTH_URL, TRUSTED_PROXY_HOPS)) {
    log.warn({ ip: origin.ip, requestId: origin.requestId }, "a session used from a foreign origin");
    throw new AppError("foreign_origin");
  }
  return actor;
}
