import { z } from "zod";
import { MOST_NAMED } from "#lib/bulk/constants.ts";
import { FIRST_YEAR, LAST_YEAR } from "#lib/documents/constants.ts";
import { LIST_PARAMS } from "#lib/documents/list-query.ts";
import { tagName } from "#lib/tags/name.ts";

const params = z.partialRecord(z.enum(LIST_PARAMS), z.string().max(600).nullable());

export const bulkId = z.uuid();
export const bulkIds = z.array(z.uuid()).max(100);

/** The school that the page shows: see `requireSchool`. */
const schoolId = z.uuid();

export const matchingRequest = z.strictObject({ schoolId, view: z.enum(["live", "trash"]), params });

export const listMatchingRequest = z.strictObject({ schoolId, params, asOf: z.iso.datetime() });

const of = z.union([
  z.strictObject({ schoolId, params, asOf: z.iso.datetime() }),
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(MOST_NAMED) }),
]);

const say = z.discriminatedUnion("field", [
  z.strictObject({ field: z.literal("class"), id: z.uuid().nullable() }),
  z.strictObject({ field: z.literal("year"), year: z.int().min(FIRST_YEAR).max(LAST_YEAR).nullable() }),
  z.strictObject({
    field: z.enum(["addTag", "removeTag"]),
    name: z
      .string()
      .max(200)
      .refine((name) => tagName(name) !== null),
  }),
]);

export const bulkRequest = z.discriminatedUnion("action", [
  z.strictObject({ action: z.enum(["trash", "restore", "purge"]), of }),
  z.strictObject({ action: z.literal("describe"), say, of }),
  z.strictObject({ action: z.literal("dropVersions"), schoolId, upTo: z.iso.datetime() }),
]);
