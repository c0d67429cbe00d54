import { foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";

/** Tokens of the HTTP API. Only the SHA-256 of a token is kept; it carries 256 random bits. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    userId: uuid("user_id").notNull(),
    name: text("name").notNull(),
    hash: text("hash").notNull().unique(),
    permissions: text("permissions").array().notNull(),
    /** The member who made it; null where it was made on the server. */
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
    expiresAt: moment("expires_at"),
    lastUsedAt: moment("last_used_at"),
    revokedAt: moment("revoked_at"),
  },
  (t) => [
    foreignKey({
      name: "api_tokens_member_fk",
      columns: [t.schoolId, t.userId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }).onDelete("cascade"),
    foreignKey({
      name: "api_tokens_maker_fk",
      columns: [t.schoolId, t.createdBy],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }),
    index("api_tokens_school_idx").on(t.schoolId, t.createdAt.desc().nullsFirst()),
  ],
);
