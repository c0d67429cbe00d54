import { z } from "zod";

export const startForm = z.object({
  next: z.string().max(2048).optional(),
  again: z.literal("yes").optional(),
});

export const unlinkRequest = z.strictObject({ id: z.uuid(), password: z.string().min(1).max(1024) });
