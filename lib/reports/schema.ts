import { z } from "zod";
import { MAX_TYPE_NAME, MAX_TYPE_SLUG } from "#lib/reports/constants.ts";
import { REPORT_PARAMS } from "#lib/reports/report-query.ts";

/** A type's slug. It stands in the object key, so it is held to what is harmless there. */
export const reportType = z
  .string()
  .max(MAX_TYPE_SLUG)
  .regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, "Not a slug: a-z, 0-9, and single hyphens or underscores between.");

const good = (name: string) => {
  const length = Array.from(name).length;
  return length >= 1 && length <= MAX_TYPE_NAME && name.isWellFormed() && !/\p{Cc}/u.test(name);
};

export const typeName = z
  .string()
  .max(500)
  .transform((name) => name.normalize("NFC").replace(/\s+/gu, " ").trim())
  .refine(good, `Not 1 to ${MAX_TYPE_NAME} characters of one line.`);
export const typeRename = z.strictObject({ slug: reportType, name: typeName });
export const typeArchiving = z.strictObject({ slug: reportType, archived: z.boolean() });

/** What the list is asked for: the words of an address, which `readReportQuery` makes sense of. */
export const reportListRequest = z.strictObject({
  params: z.partialRecord(z.enum(REPORT_PARAMS), z.string().max(600).nullable()),
  cursor: z.string().max(1400).nullish(),
});
