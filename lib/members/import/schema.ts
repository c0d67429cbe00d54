import { z } from "zod";
import { MAX_STAFF_ROWS, STAFF_FIELDS } from "#lib/members/import/constants.ts";

export const staffRows = z
  .array(
    z.strictObject({
      row: z.int().min(1),
      cells: z.partialRecord(z.enum(STAFF_FIELDS), z.string().max(500)),
    }),
  )
  .min(1)
  .max(MAX_STAFF_ROWS);

export const staffSeal = z.string().max(64);
