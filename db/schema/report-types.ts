import { sql } from "drizzle-orm";
import { check, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";

/** A sort of report that a school has added to those that every school has. */
export const reportTypes = pgTable(
  "report_types",
  {
    id: id(),
    schoolId: uuid("school_id")
      .notNull()
      .references(() => schools.id),
    /** What object keys and `documents.report_type` say; it stays, whatever the type is called later. */
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    /** The name lower-case and unaccented, by which two that read alike are the same. */
    nameKey: text("name_key").notNull(),
    /** Since when it is not offered any more; reports that are of it stay so. */
    archivedAt: moment("archived_at"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("report_types_slug_key").on(t.schoolId, t.slug),
    unique("report_types_name_key").on(t.schoolId, t.nameKey),
    check(
      "report_types_slug_check",
      sql`${t.slug} ~ '^[a-z0-9]+([-_][a-z0-9]+)*$' and length(${t.slug}) <= 64`,
    ),
    check("report_types_name_check", sql`char_length(${t.name}) between 1 and 60`),
  ],
);
