import { foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";

/** One signed-in browser. Looked up on every request, so that revocation bites on the next one. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    userId: uuid("user_id").notNull(),
    createdAt: createdAt(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
    /** When its person last showed that they are who they are: by signing in, or since (ASVS 7.5.3). */
    confirmedAt: moment("confirmed_at").notNull().defaultNow(),
    /** What they have shown besides the first factor; `provider`: whoever signed them in says that it asked for one. */
    secondFactor: text("second_factor", { enum: ["totp", "recovery", "provider"] }),
    ip: text("ip"),
    userAgent: text("user_agent"),
  },
  (t) => [
    foreignKey({
      name: "sessions_member_fk",
      columns: [t.schoolId, t.userId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }).onDelete("cascade"),
    index("sessions_user_idx").on(t.userId),
  ],
);
