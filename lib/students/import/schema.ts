import { z } from "zod";
import { STUDENT_FIELDS } from "#lib/students/fields.ts";
import { MAX_IMPORT_ROWS } from "#lib/students/import/constants.ts";

export const importRows = z
  .array(
    z.strictObject({
      row: z.int().min(1),
      cells: z.partialRecord(z.enum(STUDENT_FIELDS), z.string().max(500)),
    }),
  )
  .min(1)
  .max(MAX_IMPORT_ROWS);

export const importSeal = z.string().max(64);
