import { z } from "zod";
import { ROLES } from "#lib/auth/permissions.ts";
import { email, personName } from "#lib/auth/schema.ts";

export const invitationRequest = z.object({ email, name: personName, role: z.enum(ROLES) });

export const memberId = z.uuid();

export const invitationId = z.uuid();

export const roleChange = z.object({ userId: z.uuid(), role: z.enum(ROLES) });

export const suspension = z.object({ userId: z.uuid(), suspended: z.boolean() });

export const restrictedGrant = z.object({ userId: z.uuid(), granted: z.boolean() });

export const joinForm = z.object({
  token: z.string().min(1).max(200),
  name: personName.optional(),
  password: z.string().min(1).max(1024),
});
