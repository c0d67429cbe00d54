import { z } from "zod";

const code = z.string().min(1).max(64);
const password = z.string().max(1024);

/** The second step of signing in. */
export const secondStepForm = z.object({ code, next: z.string().optional() });

/** What turns sign-in in two steps on and off; the password is null for whoever has none. */
export const codeAndPassword = z.object({ code, password: password.nullable() });
