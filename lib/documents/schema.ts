import { z } from "zod";
import { MOST_AT_ONCE } from "#lib/documents/constants.ts";
import { LIST_PARAMS } from "#lib/documents/list-query.ts";

export const documentId = z.uuid();
export const documentIds = z.array(z.uuid()).min(1).max(MOST_AT_ONCE);

/** Documents to be made ready before anybody asks to see them: the one before and the one after. */
export const neighbourIds = z.array(z.uuid()).min(1).max(2);

/** Which part of whose history. */
export const historyRequest = z.strictObject({
  id: documentId,
  after: z.strictObject({ at: z.iso.datetime(), id: z.uuid() }).nullable(),
});

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
  altText: z.string().max(2000).nullable().optional(),
});

/** What a file is to be called, and what it was called when that was thought of. */
export const renaming = z.strictObject({ id: documentId, wanted: naming, seen: naming });

const words = z.array(z.string().max(200)).max(100).optional();

// Judged where they are used, as names are.
const saying = z.strictObject({
  recordClass: z.uuid().nullable().optional(),
  year: z.int().nullable().optional(),
  notes: z.string().max(20_000).nullable().optional(),
  tags: words,
  addTags: words,
  removeTags: words,
});

/** What is to be said of a file, and what was said of it when that was thought of. */
export const describing = z.strictObject({ id: documentId, wanted: saying, seen: saying });
