import { ApiError } from "#lib/api/codes.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { takeApiToken } from "#lib/auth/rate-limit.ts";

/** Headers that say how much of the limit is left (draft-ietf-httpapi-ratelimit-headers). */
export type RateHeaders = Readonly<Record<string, string>>;

/**
 * Counts this request against the caller's token; a person's session has no such limit.
 * `onHeaders` gets the headers for the answer, whether or not the request may go on.
 * @throws {ApiError} rate_limited.
 */
export async function countRequest(actor: Actor, onHeaders: (headers: RateHeaders) => void): Promise<void> {
  if (actor.via !== "token") return;
  const rate = await takeApiToken(actor);
  const reset = String(Math.max(1, Math.ceil(rate.resetSeconds)));
  onHeaders({
    "RateLimit-Limit": String(rate.limit),
    "RateLimit-Remaining": String(Math.max(0, rate.remaining)),
    "RateLimit-Reset": reset,
    ...(rate.allowed ? {} : { "Retry-After": reset }),
  });
  if (!rate.allowed) throw new ApiError("rate_limited");
}
