import { sql } from "drizzle-orm";
import { check, date, index, pgTable, text, unique, uniqueIndex, uuid, varchar } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";

/** A child of the school. Days are on no clock: they are what papers say. */
export const students = pgTable(
  "students",
  {
    id: id(),
    schoolId: uuid("school_id")
      .notNull()
      .references(() => schools.id),
    givenName: varchar("given_name", { length: 100 }).notNull(),
    familyName: varchar("family_name", { length: 100 }).notNull(),
    /** Family name, then given name, lower-case and unaccented: what the list is ordered by. */
    nameSort: text("name_sort").notNull(),
    /** Names and external id, lower-case and unaccented: what is searched. */
    searchText: text("search_text").notNull(),
    /** What the school's other systems call them. */
    externalId: varchar("external_id", { length: 64 }),
    dateOfBirth: date("date_of_birth", { mode: "string" }),
    /** Class or year group, as the school writes it. */
    group: varchar("group", { length: 60 }),
    enrolledOn: date("enrolled_on", { mode: "string" }),
    /** Their last day. */
    leftOn: date("left_on", { mode: "string" }),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (t) => [
    unique("students_school_id_key").on(t.schoolId, t.id),
    uniqueIndex("students_external_id_key")
      .on(t.schoolId, t.externalId)
      .where(sql`${t.externalId} is not null`),
    index("students_name_idx").on(t.schoolId, sql`(left(${t.nameSort}, 200) collate name_order)`, t.id),
    index("students_group_idx").on(t.schoolId, t.group),
    index("students_search_trgm_idx").using("gin", sql`${t.searchText} gin_trgm_ops`),
    check("students_days_check", sql`${t.leftOn} >= ${t.enrolledOn}`),
  ],
);
