import { bigint, jsonb, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import type { UploadRules } from "#lib/documents/school-policy.ts";
import type { Warning } from "#lib/quota/room.ts";

export const schools = pgTable("schools", {
  id: id(),
  name: text("name").notNull(),
  slug: text("slug").notNull().unique(),
  timeZone: text("time_zone").notNull(),
  locale: text("locale").notNull(),
  /** Month (1 to 12) in which the academic year begins. */
  academicYearStart: smallint("academic_year_start").notNull().default(9),
  /** Bytes; null means no limit. */
  quotaBytes: bigint("quota_bytes", { mode: "number" }),
  /** Percent of the quota of which its administrators were warned last; null while there is nothing to warn of. */
  quotaWarned: smallint("quota_warned").$type<Warning>(),
  /** The same for webhooks, which are told whether or not there is a mail server. */
  quotaAnnounced: smallint("quota_announced").$type<Warning>(),
  /** Which types and sizes are taken of each kind, where they are not the usual ones. */
  uploadRules: jsonb("upload_rules").$type<UploadRules>().notNull().default({}),
  /** From when its members must sign in in two steps; null where that is left to them. */
  secondFactorFrom: moment("second_factor_from"),
  createdAt: createdAt(),
});
