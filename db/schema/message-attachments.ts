import { foreignKey, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "#db/schema/columns.ts";
import { documents } from "#db/schema/documents.ts";
import { messages } from "#db/schema/messages.ts";

/** What hangs on a message: files of its own, and documents that the school has anyway. It goes with either. */
export const messageAttachments = pgTable(
  "message_attachments",
  {
    schoolId: uuid("school_id").notNull(),
    messageId: uuid("message_id").notNull(),
    documentId: uuid("document_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.documentId] }),
    foreignKey({
      name: "message_attachments_message_fk",
      columns: [t.schoolId, t.messageId],
      foreignColumns: [messages.schoolId, messages.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "message_attachments_document_fk",
      columns: [t.schoolId, t.documentId],
      foreignColumns: [documents.schoolId, documents.id],
    }).onDelete("cascade"),
    index("message_attachments_document_idx").on(t.documentId),
  ],
);
