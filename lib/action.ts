import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { ActionResult } from "#lib/action-result.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { currentActor, currentEnrollee, currentOrigin } from "#lib/auth/session.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { isSameOrigin } from "#lib/http/same-origin.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";

/**
 * The edge of every server action: refuses a foreign, absent or `null` origin, turns thrown codes into an answer,
 * and keeps what nobody foresaw in the log under the request's id.
 */
export async function runAction<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    const { NEXTAUTH_URL, TRUSTED_PROXY_HOPS } = config();
    if (!isSameOrigin(await headers(), NEXTAUTH_URL, TRUSTED_PROXY_HOPS)) {
      const { ip, requestId } = await currentOrigin();
      log.warn({ ip, requestId }, "an action called from a foreign origin");
      throw new AppError("foreign_origin");
    }
    return { ok: true, data: await work() };
  } catch (error) {
    unstable_rethrow(error);
    return failure(error);
  }
}

/** `runAction` for those who are signed in. */
export async function runActorAction<T>(work: (actor: Actor) => Promise<T>): Promise<ActionResult<T>> {
  return runAction(async () => {
    const actor = await currentActor();
    if (actor === null) {
      throw new AppError((await currentEnrollee()) ? "second_factor_required" : "unauthenticated");
    }
    return work(actor);
  });
}

async function failure(error: unknown): Promise<ActionResult<never>> {
  const known = knownError(error);
  if (known !== null) return { ok: false, code: known.code, details: known.details };
  const { requestId } = await currentOrigin();
  log.error({ err: error, requestId }, "action failed");
  return { ok: false, code: "internal", details: {}, reference: requestId };
}
