import { z } from "zod";
import { FIRST_YEAR, KINDS, LAST_YEAR } from "#lib/documents/constants.ts";
import { MAX_TERM } from "#lib/reports/constants.ts";
import { reportType } from "#lib/reports/schema.ts";
import { MAX_STUDENTS_OF_FILE } from "#lib/students/constants.ts";
import { MAX_BATCH } from "#lib/uploads/constants.ts";

/** One file of a request from the page. Names and sizes are judged one by one, so that a bad file stands alone. */
const uploadRequest = z.strictObject({
  kind: z.enum(KINDS),
  filename: z.string().max(2000),
  contentType: z.string().max(200),
  size: z.int(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Of an attachment: the message that it is for. */
  messageId: z.uuid().optional(),
  recordClassId: z.uuid().optional(),
  reportType: reportType.optional(),
  year: z.int().min(FIRST_YEAR).max(LAST_YEAR).optional(),
  term: z.int().min(1).max(MAX_TERM).optional(),
  studentIds: z.array(z.uuid()).max(MAX_STUDENTS_OF_FILE).optional(),
  keepBoth: z.boolean().optional(),
  replaces: z.uuid().optional(),
});

export const uploadOffer = z.strictObject({
  schoolId: z.string().max(100),
  files: z.array(uploadRequest).min(1).max(MAX_BATCH),
});
