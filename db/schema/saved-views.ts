import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";

/** A list that somebody comes back to, under a name of their own. It goes with the membership. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    userId: uuid("user_id").notNull(),
    name: text("name").notNull(),
    /** What an address would say of it; written and read by `lib/documents/list-query.ts`. */
    params: jsonb("params").$type<Record<string, string>>().notNull(),
    /** Their order; with gaps, and the id decides between equal ones. */
    position: integer("position").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    foreignKey({
      name: "saved_views_member_fk",
      columns: [t.schoolId, t.userId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }).onDelete("cascade"),
    index("saved_views_person_idx").on(t.schoolId, t.userId, t.position, t.id),
    check("saved_views_name_check", sql`char_length(${t.name}) between 1 and 60`),
  ],
);
