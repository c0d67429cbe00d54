import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { createdAt, id } from "#db/schema/columns.ts";
import { recordClasses } from "#db/schema/record-classes.ts";

/** Something that each student of a school should have: a document of one record class. */
export const checklistItems = pgTable(
  "checklist_items",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    name: text("name").notNull(),
    /** The name lower-case and unaccented, by which two that read alike are the same. */
    nameKey: text("name_key").notNull(),
    /** What a document must be to be it. */
    recordClassId: uuid("record_class_id").notNull(),
    /** Whose it is asked of, as `students.group` has it; of everyone where none is named. */
    groups: varchar("groups", { length: 60 }).array().notNull().default(sql`'{}'`),
    /** Whether only what came in this school year counts. */
    everyYear: boolean("every_year").notNull().default(false),
    /** Their order; with gaps, and the id decides between equal ones. */
    position: integer("position").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("checklist_items_name_key").on(t.schoolId, t.nameKey),
    index("checklist_items_order_idx").on(t.schoolId, t.position, t.id),
    foreignKey({
      name: "checklist_items_record_class_fk",
      columns: [t.schoolId, t.recordClassId],
      foreignColumns: [recordClasses.schoolId, recordClasses.id],
    }),
    check("checklist_items_name_check", sql`char_length(${t.name}) between 1 and 60`),
  ],
);
