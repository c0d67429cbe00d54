import { z } from "zod";

const number = z.int().min(1).max(2_147_483_647);

/** A version of a document. */
export const oneVersion = z.strictObject({ id: z.uuid(), number });

/** A version to be opened; `afresh` when the address that was had did not work. */
export const openedVersion = oneVersion.extend({ afresh: z.boolean() });

/** Which part of whose versions. */
export const versionsRequest = z.strictObject({ id: z.uuid(), below: number.nullable() });
