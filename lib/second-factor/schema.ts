import { z } from "zod";
import { GRACE_DAYS } from "#lib/second-factor/constants.ts";

const code = z.string().min(1).max(64);
const password = z.string().max(1024);

/** The second step of signing in. */
export const secondStepForm = z.object({ code, next: z.string().optional() });

/** What turns sign-in in two steps on and off; the password is null for whoever has none. */
export const codeAndPassword = z.object({ code, password: password.nullable() });

/** Days until a school asks for two steps; null for not at all. */
export const graceDays = z.literal(GRACE_DAYS).nullable();
