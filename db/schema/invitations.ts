import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";

/** One-time links by which people join a school, kept as hashes. */
export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["administrator", "registrar", "teacher", "viewer"] }).notNull(),
    /** Whether who takes it up may see restricted files, where their role can be granted that. */
    restrictedRead: boolean("restricted_read").notNull().default(false),
    hash: text("hash").notNull().unique("invitations_hash_key"),
    invitedBy: uuid("invited_by").notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (t) => [
    foreignKey({
      name: "invitations_member_fk",
      columns: [t.schoolId, t.invitedBy],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }),
    // One at a time for each address.
    uniqueIndex("invitations_open_key")
      .on(t.schoolId, sql`lower(${t.email})`)
      .where(sql`${t.usedAt} is null`),
    index("invitations_school_idx").on(t.schoolId, t.createdAt.desc().nullsFirst()),
  ],
);
