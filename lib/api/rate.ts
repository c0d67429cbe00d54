import { ApiError } from "#lib/api/codes.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { takeApiToken } from "#lib/auth/rate-limit.ts";

/**
 * Counts this request against the caller's token; a person's session has no such limit.
 * `also` gets the headers that tell what is left (draft-ietf-httpapi-ratelimit-headers), either way.
 * @throws {ApiError} rate_limited.
 */
export async function countRequest(
  actor: Actor,
  also: (headers: Readonly<Record<string, string>>) => void,
): Promise<void> {
  if (actor.via !== "token") return;
  const rate = await takeApiToken(actor);
  const reset = String(Math.max(1, Math.ceil(rate.resetSeconds)));
  also({
    "RateLimit-Limit": String(rate.limit),
    "RateLimit-Remaining": String(Math.max(0, rate.remaining)),
    "RateLimit-Reset": reset,
    ...(rate.allowed ? {} : { "Retry-After": reset }),
  });
  if (!rate.allowed) throw new ApiError("rate_limited");
}
