"use server";

import { runAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseForm } from "#lib/auth/form.ts";
import { currentOrigin } from "#lib/auth/session.ts";
import { AppError } from "#lib/errors.ts";
import { mailSite } from "#lib/mail/site.ts";
import { parseInput } from "#lib/parse-input.ts";
import { findReset } from "#lib/password-reset/data.ts";
import { requestReset, resetByLink } from "#lib/password-reset/mutations.ts";
import { resetForm, resetRequest, resetSecret } from "#lib/password-reset/schema.ts";
import type { OpenReset } from "#lib/password-reset/types.ts";

/** Has a link mailed to whoever has this e-mail; answers the same whether or not anybody does. */
export async function requestResetAction(
  _prev: ActionResult<{ email: string }> | null,
  form: FormData,
): Promise<ActionResult<{ email: string }>> {
  return runAction(async () => {
    const { email } = parseForm(resetRequest, form);
    if (mailSite() === null) throw new AppError("not_found");
    await requestReset(email, await currentOrigin());
    return { email };
  });
}

/** Whose password a link is for; null for one that is not good. It is not used up by asking. */
export async function openResetAction(secret: string): Promise<ActionResult<OpenReset | null>> {
  return runAction(async () => {
    const found = await findReset(parseInput(resetSecret, secret));
    return found && { name: found.name, email: found.email };
  });
}

/** Sets the new password by a link; the person signs in with it themselves. */
export async function resetPasswordAction(
  _prev: ActionResult<null> | null,
  form: FormData,
): Promise<ActionResult<null>> {
  return runAction(async () => {
    const { token, password } = parseForm(resetForm, form);
    await resetByLink(token, password, await currentOrigin());
    return null;
  });
}
