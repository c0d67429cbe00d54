import { z } from "zod";
import { FIRST_YEAR, LAST_YEAR } from "#lib/documents/constants.ts";
import { MAX_REPORTS_AT_ONCE, MAX_TERM, MAX_TEXT, MAX_TEXTS } from "#lib/reports/constants.ts";
import { reportType } from "#lib/reports/schema.ts";

// Longer names are refused when they are stored; here they only say less.
const name = z.string().max(2000);

/** The names of a whole drop. */
export const dropNames = z.array(name).min(1).max(MAX_REPORTS_AT_ONCE);

/** Files whose names say nothing certain, with what their first pages say. */
export const dropTexts = z.strictObject({
  files: z
    .array(z.strictObject({ name, text: z.string().max(MAX_TEXT) }))
    .min(1)
    .max(MAX_TEXTS),
  common: z.array(z.string().max(2000)).max(1000),
});

export const slots = z
  .array(
    z.strictObject({
      student: z.uuid(),
      type: reportType,
      year: z.int().min(FIRST_YEAR).max(LAST_YEAR),
      term: z.int().min(1).max(MAX_TERM).nullable(),
    }),
  )
  .min(1)
  .max(MAX_REPORTS_AT_ONCE);
