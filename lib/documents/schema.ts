import { z } from "zod";
import { KINDS } from "#lib/documents/constants.ts";

export const documentId = z.uuid();
export const documentIds = z.array(z.uuid()).min(1).max(500);

export const listQuery = z.strictObject({
  view: z.enum(["live", "trash"]),
  q: z.string().max(255).optional(),
  kind: z.enum(KINDS).optional(),
  cursor: z.string().max(200).nullish(),
});
