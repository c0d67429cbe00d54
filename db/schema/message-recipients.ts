import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";
import { messages } from "#db/schema/messages.ts";

/** Who got a message, as the school's members were when it was sent. It goes with the membership. */
export const messageRecipients = pgTable(
  "message_recipients",
  {
    schoolId: uuid("school_id").notNull(),
    messageId: uuid("message_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** The message's own, so that an inbox is read by one index. */
    sentAt: moment("sent_at").notNull(),
    readAt: moment("read_at"),
    /** When they took it out of their inbox. */
    deletedAt: moment("deleted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.userId] }),
    foreignKey({
      name: "message_recipients_message_fk",
      columns: [t.schoolId, t.messageId],
      foreignColumns: [messages.schoolId, messages.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "message_recipients_member_fk",
      columns: [t.schoolId, t.userId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }).onDelete("cascade"),
    index("message_recipients_inbox_idx")
      .on(t.schoolId, t.userId, t.sentAt.desc().nullsFirst(), t.messageId.desc().nullsFirst())
      .where(sql`${t.deletedAt} is null`),
    index("message_recipients_unread_idx")
      .on(t.schoolId, t.userId)
      .where(sql`${t.readAt} is null and ${t.deletedAt} is null`),
  ],
);
