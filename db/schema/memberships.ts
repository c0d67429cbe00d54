import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "#db/schema/columns.ts";
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
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.schoolId, t.userId] }), index("memberships_user_idx").on(t.userId)],
);
