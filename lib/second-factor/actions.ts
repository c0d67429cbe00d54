"use server";

import { redirect } from "next/navigation";
import { runAction, runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { parseForm } from "#lib/auth/form.ts";
import { nextPath } from "#lib/auth/next-path.ts";
import { currentOrigin, currentSession, currentStep, enter } from "#lib/auth/session.ts";
import { AppError } from "#lib/errors.ts";
import { parseInput } from "#lib/parse-input.ts";
import type { GRACE_DAYS } from "#lib/second-factor/constants.ts";
import { secondFactorState } from "#lib/second-factor/data.ts";
import {
  beginEnrolment,
  confirmEnrolment,
  makeRecoveryCodes,
  turnOffSecondFactor,
} from "#lib/second-factor/enrol.mutations.ts";
import { passSecondStep } from "#lib/second-factor/open.mutations.ts";
import { secondFactorPolicy, setSecondFactorPolicy } from "#lib/second-factor/policy.mutations.ts";
import { codeAndPassword, graceDays, secondStepForm } from "#lib/second-factor/schema.ts";
import type { Enrolment, SecondFactorPolicy, SecondFactorState } from "#lib/second-factor/types.ts";

async function runEnrolling<T>(work: (who: Actor | Enrollee) => Promise<T>): Promise<ActionResult<T>> {
  return runAction(async () => {
    const who = await currentSession();
    if (who === null) throw new AppError("unauthenticated");
    return work(who);
  });
}

/** The second step of signing in: takes the code and goes on to `next`. */
export async function secondStepAction(
  _prev: ActionResult<null> | null,
  form: FormData,
): Promise<ActionResult<null>> {
  return runAction<null>(async () => {
    const { code, next } = parseForm(secondStepForm, form);
    const step = await currentStep();
    if (step === null) throw new AppError("sign_in_step_over");
    const sessionId = await passSecondStep(step, code, await currentOrigin(), await currentSession());
    redirect(await enter({ sessionId }, nextPath(next)));
  });
}

/** Makes a secret for the reader's authenticator app, and what shows it. */
export async function beginEnrolmentAction(): Promise<ActionResult<Enrolment>> {
  return runEnrolling(beginEnrolment);
}

/** Turns the reader's sign-in in two steps on; answers the recovery codes, this once. */
export async function confirmEnrolmentAction(given: {
  code: string;
  password: string | null;
}): Promise<ActionResult<string[]>> {
  return runEnrolling((who) => confirmEnrolment(who, parseInput(codeAndPassword, given)));
}

/** Makes new recovery codes for the reader; answers them, this once. */
export async function makeRecoveryCodesAction(): Promise<ActionResult<string[]>> {
  return runActorAction(makeRecoveryCodes);
}

/** Asks the school's members for two steps in so many days, or leaves it to each; answers how it is then. */
export async function setSecondFactorPolicyAction(
  days: (typeof GRACE_DAYS)[number] | null,
): Promise<ActionResult<SecondFactorPolicy>> {
  return runActorAction(async (actor) => {
    await setSecondFactorPolicy(actor, parseInput(graceDays, days));
    return secondFactorPolicy(actor);
  });
}

/** Turns the reader's sign-in in two steps off. */
export async function turnOffSecondFactorAction(given: {
  code: string;
  password: string | null;
}): Promise<ActionResult<SecondFactorState>> {
  return runActorAction(async (actor) => {
    await turnOffSecondFactor(actor, parseInput(codeAndPassword, given));
    return secondFactorState(actor);
  });
}
