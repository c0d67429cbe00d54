"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { runAction, runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { findPasswordHash } from "#lib/auth/data.ts";
import { parseForm } from "#lib/auth/form.ts";
import { closeSession, moveSession, storeLocale, storePassword } from "#lib/auth/mutations.ts";
import { nextPath } from "#lib/auth/next-path.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { passwordContextOf } from "#lib/auth/password-context.data.ts";
import { requirePassword } from "#lib/auth/require-password.ts";
import { changePasswordForm, localeChoice, schoolChoice, setUpForm, signInForm } from "#lib/auth/schema.ts";
import { setUpWithLink } from "#lib/auth/schools.mutations.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import {
  clearSessionCookie,
  currentActor,
  currentOrigin,
  currentSession,
  enter,
  setSessionCookie,
} from "#lib/auth/session.ts";
import { setupState } from "#lib/auth/setup.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { slugOf } from "#lib/auth/slug.ts";
import { AppError } from "#lib/errors.ts";

/** Signs in with e-mail and password and goes on to `next`. */
export async function signInAction(
  _prev: ActionResult<null> | null,
  form: FormData,
): Promise<ActionResult<null>> {
  const result = await runAction<null>(async () => {
    const { email, password, next } = parseForm(signInForm, form);
    const opened = await signIn(email, password, await currentOrigin(), await currentSession());
    redirect(await enter(opened, nextPath(next)));
  });
  // Given back, so that the form keeps what was typed where no script can.
  const email = form instanceof FormData ? form.get("email") : null;
  return result.ok || typeof email !== "string"
    ? result
    : { ...result, details: { ...result.details, email: email.slice(0, 254) } };
}

/** Ends the session, in the database and in the browser. */
export async function signOutAction(): Promise<ActionResult<null>> {
  return runAction(async () => {
    const who = await currentSession();
    if (who !== null) await closeSession(who);
    await clearSessionCookie();
    redirect("/sign-in");
  });
}

/** Makes the first school and its administrator from a set-up link, and signs them in. */
export async function setUpAction(
  _prev: ActionResult<null> | null,
  form: FormData,
): Promise<ActionResult<null>> {
  return runAction(async () => {
    const input = parseForm(setUpForm, form);
    const state = await setupState(input.token);
    if (state !== "open") throw new AppError(state === "done" ? "already_set_up" : "forbidden");
    const school = {
      name: input.schoolName,
      slug: slugOf(input.schoolName),
      timeZone: input.timeZone,
      locale: input.locale,
      admin: {
        name: input.name,
        email: input.email,
        passwordHash: await hashPassword(input.password, [input.schoolName, input.name, input.email]),
      },
    };
    await setSessionCookie(await setUpWithLink(secretHash(input.token), school, await currentOrigin()));
    redirect("/documents");
  });
}

/** Changes the actor's own password; every other session of theirs ends. */
export async function changePasswordAction(
  _prev: ActionResult<null> | null,
  form: FormData,
): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    const { currentPassword, newPassword } = parseForm(changePasswordForm, form);
    const shown = await findPasswordHash(actor.userId);
    await requirePassword(actor, shown, currentPassword);
    await storePassword(actor, await hashPassword(newPassword, await passwordContextOf(actor)), shown);
    return null;
  });
}

/** Goes on in another school of the reader's. The page is to be loaded anew: nothing of the old one may stay. */
export async function switchSchoolAction(schoolId: string): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    const parsed = schoolChoice.safeParse(schoolId);
    if (!parsed.success) throw new AppError("invalid_request", { field: "school" });
    await setSessionCookie(await moveSession(actor, parsed.data));
    return null;
  });
}

/** Keeps the language: for the person where somebody is signed in, and in this browser. */
export async function setLocaleAction(locale: string): Promise<ActionResult<null>> {
  return runAction(async () => {
    const parsed = localeChoice.safeParse(locale);
    if (!parsed.success) throw new AppError("invalid_request", { field: "locale" });
    const actor = await currentActor();
    if (actor !== null) await storeLocale(actor, parsed.data);
    (await cookies()).set("NEXT_LOCALE", parsed.data, { path: "/", sameSite: "lax", maxAge: 365 * 86_400 });
    return null;
  });
}
