import { foreignKey, index, pgTable, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";

/**
 * A write of the API that its caller named with an `Idempotency-Key`, and how it was answered. Neither the key nor the
 * request are kept, only their hashes; and no answer that holds a signed address.
 */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** The token or the session that it was sent with. */
    callerId: uuid("caller_id").notNull(),
    /** SHA-256 of the key, in hex. */
    keyHash: text("key_hash").notNull(),
    /** SHA-256 of the request, in hex. */
    fingerprint: text("fingerprint").notNull(),
    /** The id of what the request makes: every try of it makes the same, so that it is made once. */
    resourceId: uuid("resource_id").notNull(),
    /** Which try holds it, and until when: one whose process has died lets go by itself. */
    claim: uuid("claim").notNull(),
    leasedUntil: moment("leased_until").notNull(),
    /** What the caller was allowed to do. */
    permissions: text("permissions").array().notNull(),
    /** Of the answer; null while there is none. */
    status: smallint("status"),
    /** The answer's body; null where it has none, or is written anew each time. */
    body: text("body"),
    contentType: text("content_type"),
    location: text("location"),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [
    unique("idempotency_keys_key").on(t.schoolId, t.callerId, t.keyHash),
    foreignKey({
      name: "idempotency_keys_member_fk",
      columns: [t.schoolId, t.userId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }).onDelete("cascade"),
    index("idempotency_keys_member_idx").on(t.schoolId, t.userId),
    index("idempotency_keys_expires_idx").on(t.expiresAt),
  ],
);
