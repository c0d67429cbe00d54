import { sql } from "drizzle-orm";
import { bigint, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { createdAt, id } from "#db/schema/columns.ts";

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
  /** Content types taken for documents and attachments beside the usual ones. */
  uploadTypes: text("upload_types").array().notNull().default(sql`'{}'::text[]`),
  /** Bytes of the largest file taken for documents and attachments; null means the usual limit. */
  uploadMaxBytes: bigint("upload_max_bytes", { mode: "number" }),
  createdAt: createdAt(),
});
