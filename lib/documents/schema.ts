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

// Judged where they are used, each with a code of its own.
const naming = z.strictObject({
  filename: z.string().max(2000).optional(),
  title: z.string().max(2000).nullable().optional(),
});

/** What a file is to be called, and what it was called when that was thought of. */
export const renaming = z.strictObject({ id: documentId, wanted: naming, seen: naming });
