import { foreignKey, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";

/** One-time links by which people choose a new password, kept as hashes: the newest of each person, and no other. */
export const passwordResets = pgTable(
  "password_resets",
  {
    userId: uuid("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    hash: text("hash").notNull().unique("password_resets_hash_key"),
    /** The school whose administrator made it; null for one that was mailed to the person. */
    schoolId: uuid("school_id"),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [
    foreignKey({
      name: "password_resets_member_fk",
      columns: [t.schoolId, t.userId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }).onDelete("cascade"),
  ],
);
