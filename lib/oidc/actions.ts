"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { runAction, runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseForm } from "#lib/auth/form.ts";
import { nextPath } from "#lib/auth/next-path.ts";
import { currentOrigin } from "#lib/auth/session.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { redirectUri } from "#lib/oidc/address.ts";
import { beginFlow, flowCookie } from "#lib/oidc/flow.ts";
import { countWay } from "#lib/oidc/limits.ts";
import { unlinkOwn } from "#lib/oidc/links.mutations.ts";
import { problemPath } from "#lib/oidc/problem-path.ts";
import { Refusal } from "#lib/oidc/refusal.ts";
import { startForm, unlinkRequest } from "#lib/oidc/schema.ts";
import { providerSettings } from "#lib/oidc/settings.ts";
import { parseInput } from "#lib/parse-input.ts";

/** Sends the browser to the provider. */
export async function startProviderAction(
  _prev: ActionResult<null> | null,
  form: FormData,
): Promise<ActionResult<null>> {
  return runAction<null>(async () => {
    const { next: wanted, again } = parseForm(startForm, form);
    const settings = providerSettings();
    if (settings === null) throw new AppError("not_found");
    const { NEXTAUTH_URL, TRUSTED_PROXY_HOPS } = config();
    const next = nextPath(wanted);
    const to = {
      redirectUri: redirectUri(await headers(), NEXTAUTH_URL, TRUSTED_PROXY_HOPS),
      next,
      again: again === "yes",
    };
    const origin = await currentOrigin();
    const begun = await countWay("there", origin)
      .then(() => beginFlow(settings, to))
      .catch((error: unknown) => {
        if (error instanceof Refusal) return error;
        throw error;
      });
    if (begun instanceof Refusal) redirect(problemPath(begun.problem, next));
    const { name, options } = flowCookie();
    (await cookies()).set(name, begun.cookie, options);
    redirect(begun.url.href);
  });
}

/** Unlinks an account of the reader's own at a sign-in provider. */
export async function unlinkOwnAction(request: {
  id: string;
  password: string;
}): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    const { id, password } = parseInput(unlinkRequest, request);
    await unlinkOwn(actor, id, password);
    return null;
  });
}
