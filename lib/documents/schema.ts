import { z } from "zod";
import { LIST_PARAMS } from "#lib/documents/list-query.ts";

export const documentId = z.uuid();
export const documentIds = z.array(z.uuid()).min(1).max(500);

/** What a list is asked for: the words of an address, which `readListQuery` makes sense of. */
export const listRequest = z.strictObject({
  view: z.enum(["live", "trash"]),
  params: z.partialRecord(z.enum(LIST_PARAMS), z.string().max(600).nullable()),
  cursor: z.string().max(1400).nullish(),
});
