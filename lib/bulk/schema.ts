import { z } from "zod";
import { MOST_NAMED } from "#lib/bulk/constants.ts";
import { LIST_PARAMS } from "#lib/documents/list-query.ts";

const params = z.partialRecord(z.enum(LIST_PARAMS), z.string().max(600).nullable());

export const bulkId = z.uuid();
export const bulkIds = z.array(z.uuid()).max(100);

/** The school that the page shows: see `requireSchool`. */
const schoolId = z.uuid();

export const matchingRequest = z.strictObject({ schoolId, view: z.enum(["live", "trash"]), params });

export const listMatchingRequest = z.strictObject({ schoolId, params, asOf: z.iso.datetime() });

export const bulkRequest = z.strictObject({
  action: z.enum(["trash", "restore", "purge"]),
  of: z.union([
    z.strictObject({ schoolId, params, asOf: z.iso.datetime() }),
    z.strictObject({ ids: z.array(z.uuid()).min(1).max(MOST_NAMED) }),
  ]),
});
