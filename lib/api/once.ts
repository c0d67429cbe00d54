import "server-only";
import { v7 } from "uuid";
import { ApiError } from "#lib/api/codes.ts";
import { problem } from "#lib/api/problem.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { namesUnknown } from "#lib/documents/restricted.data.ts";
import { AppError } from "#lib/errors.ts";
import { RENEW_MS } from "#lib/idempotency/constants.ts";
import { fingerprint } from "#lib/idempotency/fingerprint.ts";
import { readKey } from "#lib/idempotency/key.ts";
import {
  claimKey,
  forgetKey,
  keepAnswer,
  letGo,
  renewClaim,
  renewResource,
} from "#lib/idempotency/mutations.ts";
import type { Claim, KeptAnswer } from "#lib/idempotency/types.ts";
import { log } from "#lib/log.ts";

/** How one operation is carried out once however often it is asked for. `id` is that of what it makes. */
export type Work = {
  /** Carries the request out. */
  run: (id: string) => Promise<Response>;
  /**
   * Answers for what an earlier try has made that broke off before it answered; null where it made nothing, `anew`
   * where what it made was taken back. Where it is not given, `run` may be repeated.
   */
  resume?: ((id: string) => Promise<Response | "anew" | null>) | undefined;
  /** For answers with signed addresses, which are never kept: writes one anew. */
  rewrite?: ((id: string) => Promise<Response>) | undefined;
};

function replay({ status, body, contentType, location }: KeptAnswer): Response {
  const headers = new Headers({ "Idempotent-Replayed": "true" });
  if (contentType !== null) headers.set("Content-Type", contentType);
  if (location !== null) headers.set("Location", location);
  return new Response(body, { status, headers });
}

/** Whether an answer is the end of the matter: it was done, or what the service found will not let it be done. */
function isFinal(status: number, code: string | undefined): boolean {
  if (code === "upload_not_arrived") return false;
  return status < 300 || [404, 409, 413, 415, 422].includes(status);
}

async function end(claim: Claim, response: Response, isSigned: boolean): Promise<Response> {
  const body = response.body === null ? null : await response.text();
  const { status } = response;
  const isProblem = status >= 400;
  const code = isProblem && body !== null ? (JSON.parse(body) as { code?: string }).code : undefined;
  const answer = {
    status,
    body: isSigned && !isProblem ? null : body,
    contentType: response.headers.get("Content-Type"),
    location: response.headers.get("Location"),
  };
  if (isFinal(status, code)) await keepAnswer(claim, answer);
  else if (status === 400) await forgetKey(claim);
  else await letGo(claim);
  return new Response(body, { status, headers: response.headers });
}

async function tryOnce(claim: Claim, work: Work): Promise<Response> {
  if (!claim.again) return work.run(claim.resourceId);
  const made = await work.resume?.(claim.resourceId);
  if (made instanceof Response) return made;
  return work.run(made === "anew" ? await renewResource(claim) : claim.resourceId);
}

async function carryOut(claim: Claim, work: Work, requestId: string): Promise<Response> {
  const beat = setInterval(() => renewClaim(claim).catch(() => undefined), RENEW_MS);
  try {
    const response = await tryOnce(claim, work).catch((thrown: unknown) => problem(thrown, requestId));
    const told = response.clone();
    return await end(claim, response, work.rewrite !== undefined).catch((error: unknown) => {
      // It was done; the caller must hear so. Whoever asks again finds what was made.
      log.error({ err: error, requestId }, "an answer could not be kept");
      return told;
    });
  } finally {
    clearInterval(beat);
  }
}

/**
 * Carries a request out once, however often it is sent with one `Idempotency-Key`
 * (draft-ietf-httpapi-idempotency-key-header); without the header, each time. A try whose process dies lets go of its
 * key after `LEASE_SECONDS`.
 * @param said what the body says.
 * @throws {ApiError} `idempotency_in_progress`, `idempotency_key_reused`, `invalid_request` for a malformed key.
 * @throws {AppError} `forbidden` for an answer to what the caller may do no more, `not_found` for one about a document
 * that was restricted since and is not there for the caller any more.
 */
export async function once(
  { request, actor, requestId }: { request: Request; actor: Actor; requestId: string },
  said: unknown,
  work: Work,
): Promise<Response> {
  const header = request.headers.get("idempotency-key");
  if (header === null) return work.run(v7());
  const key = readKey(header);
  if (key === null) {
    const wrong = "Not 1 to 255 visible ASCII characters, bare or in double quotes.";
    throw new ApiError("invalid_request", { fields: new Map([["Idempotency-Key", [wrong]]]) });
  }
  const found = await claimKey(actor, key, fingerprint(request, said));
  switch (found.state) {
    case "ours":
      return carryOut(found.claim, work, requestId);
    case "running":
      throw new ApiError("idempotency_in_progress");
    case "reused":
      throw new ApiError("idempotency_key_reused");
    case "answered": {
      if (!found.permissions.every((permission) => actor.can(permission as Permission)))
        throw new AppError("forbidden");
      if (await namesUnknown(actor, found.answer.body)) throw new AppError("not_found");
      if (found.answer.status >= 300 || work.rewrite === undefined) return replay(found.answer);
      const rewritten = await work.rewrite(found.resourceId);
      rewritten.headers.set("Idempotent-Replayed", "true");
      return rewritten;
    }
  }
}
