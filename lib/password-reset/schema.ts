import { z } from "zod";
import { email } from "#lib/auth/schema.ts";

export const resetRequest = z.object({ email });

export const resetSecret = z.string().min(1).max(200);

export const resetForm = z.object({ token: resetSecret, password: z.string().min(1).max(1024) });
