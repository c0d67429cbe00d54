import { boolean, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";

export const memberships = pgTable(
  "memberships",
  {
    schoolId: uuid("school_id")
      .notNull()
      .references(() => schools.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role", { enum: ["administrator", "registrar", "teacher", "viewer"] }).notNull(),
    /** Whether they may see restricted files besides what their role lets them; administrators may without it. */
    restrictedRead: boolean("restricted_read").notNull().default(false),
    /** Since when they are kept out of this school; their files and their name stay. */
    suspendedAt: moment("suspended_at"),
    /** When they were removed. The row stays, for what they have uploaded names it. */
    leftAt: moment("left_at"),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.schoolId, t.userId] }), index("memberships_user_idx").on(t.userId)],
);
