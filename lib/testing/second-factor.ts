import type { Actor } from "#lib/auth/actor.ts";
import type { Enrollee } from "#lib/auth/enrollee.ts";
import { beginEnrolment, confirmEnrolment } from "#lib/second-factor/enrol.mutations.ts";
import { appCode } from "#lib/testing/authenticator.ts";

/** Turns sign-in in two steps on; answers the app's key and the recovery codes. `at` is when the code was shown. */
export async function enrol(who: Actor | Enrollee, password: string | null, at = Date.now()) {
  const { secret } = await beginEnrolment(who);
  const codes = await confirmEnrolment(who, { code: appCode(secret, at), password }, at);
  return { key: secret, codes };
}
