import { z } from "zod";
import { OLD_VERSION_DAYS } from "#lib/versions/constants.ts";

const number = z.int().min(1).max(2_147_483_647);

/** A version of a document. */
export const oneVersion = z.strictObject({ id: z.uuid(), number });

/** A version to be opened; `afresh` when the address that was had did not work. */
export const openedVersion = oneVersion.extend({ afresh: z.boolean() });

/** Which part of whose versions. */
export const versionsRequest = z.strictObject({ id: z.uuid(), below: number.nullable() });

/** Of which old versions: so many days old, of one document or of all. */
export const oldVersions = z.strictObject({
  days: z.literal(OLD_VERSION_DAYS),
  documentId: z.uuid().nullable(),
});

/** Those of a document that came up to a moment. */
export const oldOfDocument = z.strictObject({ id: z.uuid(), upTo: z.iso.datetime() });
