import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";

/** What sort of record a document is, in a school's own words: a birth certificate, a consent. */
export const recordClasses = pgTable(
  "record_classes",
  {
    id: id(),
    schoolId: uuid("school_id")
      .notNull()
      .references(() => schools.id),
    name: text("name").notNull(),
    /** The name lower-case and unaccented, by which two that read alike are the same. */
    nameKey: text("name_key").notNull(),
    /** Their order; with gaps, and the id decides between equal ones. */
    position: integer("position").notNull(),
    /** Since when it is not offered any more; documents that have it keep it. */
    archivedAt: moment("archived_at"),
    /** Whether its documents are there for those alone who have `restricted:read`. */
    restricted: boolean("restricted").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    unique("record_classes_school_id_key").on(t.schoolId, t.id),
    unique("record_classes_name_key").on(t.schoolId, t.nameKey),
    index("record_classes_order_idx").on(t.schoolId, t.position, t.id),
    check("record_classes_name_check", sql`char_length(${t.name}) between 1 and 60`),
  ],
);
