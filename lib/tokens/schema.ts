import { z } from "zod";
import { personName } from "#lib/auth/schema.ts";
import { isDay } from "#lib/documents/days.ts";
import { MAX_TOKEN_NAME, TOKEN_DAYS, TOKEN_PERMISSIONS } from "#lib/tokens/constants.ts";

export const wantedToken = z.strictObject({
  name: personName.pipe(z.string().max(MAX_TOKEN_NAME)),
  permissions: z
    .array(z.enum(TOKEN_PERMISSIONS))
    .min(1)
    .transform((chosen) => TOKEN_PERMISSIONS.filter((permission) => chosen.includes(permission))),
  ends: z.union([z.literal(TOKEN_DAYS), z.string().refine(isDay), z.null()]),
});

export const tokenId = z.uuid();
