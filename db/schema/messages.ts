import { sql } from "drizzle-orm";
import { check, foreignKey, index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";

/** What one member writes to others. A draft is its author's alone; its row is there before any file of it. */
export const messages = pgTable(
  "messages",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    authorId: uuid("author_id").notNull(),
    state: text("state", { enum: ["draft", "sent"] })
      .notNull()
      .default("draft"),
    subject: text("subject").notNull().default(""),
    /** Plain text. */
    body: text("body").notNull().default(""),
    /** Whom it was meant for, as it was chosen: `school`, roles, ids of members. Who got it is in `message_recipients`. */
    audience: jsonb("audience").$type<string[]>().notNull().default([]),
    /** Subject, body and author lower-case and unaccented: what searching reads. Written when it is sent. */
    search: text("search").notNull().default(""),
    createdAt: createdAt(),
    /** Of a draft: when it was changed last, a file of it included. */
    updatedAt: moment("updated_at").notNull().defaultNow(),
    sentAt: moment("sent_at"),
    /** When its author took it out of what they have sent. */
    authorDeletedAt: moment("author_deleted_at"),
  },
  (t) => [
    unique("messages_school_id_key").on(t.schoolId, t.id),
    // A member may leave; their membership row stays as long as they have written something.
    foreignKey({
      name: "messages_author_fk",
      columns: [t.schoolId, t.authorId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }),
    index("messages_sent_idx")
      .on(t.schoolId, t.authorId, t.sentAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.state} = 'sent' and ${t.authorDeletedAt} is null`),
    index("messages_drafts_idx")
      .on(t.schoolId, t.authorId, t.updatedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.state} = 'draft'`),
    index("messages_old_drafts_idx").on(t.updatedAt).where(sql`${t.state} = 'draft'`),
    index("messages_left_idx").on(t.authorDeletedAt).where(sql`${t.authorDeletedAt} is not null`),
    index("messages_search_trgm_idx").using("gin", sql`${t.search} gin_trgm_ops`).with({ fastupdate: false }),
    check("messages_sent_check", sql`(${t.state} = 'sent') = (${t.sentAt} is not null)`),
  ],
);
