import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { documents } from "#db/schema/documents.ts";
import { importItems } from "#db/schema/import-items.ts";
import { memberships } from "#db/schema/memberships.ts";
import { messages } from "#db/schema/messages.ts";
import { objects } from "#db/schema/objects.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import type { ErrorDetails } from "#lib/errors.ts";

/** A file on its way: the row comes first, the object second, the document only after every check. */
export const uploads = pgTable(
  "uploads",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** Null once the object's row is gone. */
    objectId: uuid("object_id"),
    documentId: uuid("document_id"),
    /** Of an attachment: the message it is for; null once that is gone. */
    messageId: uuid("message_id"),
    /** Whether it is to become a new version of a document, and of which: null once that one is gone for good. */
    isReplacement: boolean("is_replacement").notNull().default(false),
    replacesId: uuid("replaces_id"),
    /** Of a file that `npm run import` brings: its row in the journal. */
    importItemId: uuid("import_item_id"),
    key: varchar("key", { length: 1024 }).notNull(),
    kind: text("kind", { enum: ["document", "report", "media", "attachment"] }).notNull(),
    filename: varchar("filename", { length: 255 }).notNull(),
    contentType: varchar("content_type", { length: 100 }).notNull(),
    /** Bytes. */
    size: bigint("size", { mode: "number" }).notNull(),
    /** Lower-case hex. */
    sha256: text("sha256"),
    title: text("title"),
    reportType: text("report_type"),
    year: smallint("year"),
    /** What sort of record the document will be. */
    recordClassId: uuid("record_class_id"),
    term: smallint("term"),
    /** Whom the document will be linked to; who is gone by then is left out. */
    studentIds: uuid("student_ids").array().notNull().default(sql`'{}'`),
    method: text("method", { enum: ["post", "put", "multipart", "through"] }).notNull(),
    /** What the store calls a multipart upload; null for other methods, and until the store has opened it. */
    storeUploadId: text("store_upload_id"),
    /** Bytes of every part but the last. */
    partSize: bigint("part_size", { mode: "number" }),
    /** Parts that were signed so far, those that were signed again included. */
    signedParts: integer("signed_parts").notNull().default(0),
    status: text("status", { enum: ["pending", "done", "refused", "aborted", "expired"] })
      .notNull()
      .default("pending"),
    refusalCode: text("refusal_code"),
    refusalDetails: jsonb("refusal_details").$type<ErrorDetails>(),
    createdAt: createdAt(),
    signedUntil: moment("signed_until").notNull(),
    /** When the sweeper stops waiting for the bytes. */
    expiresAt: moment("expires_at").notNull(),
    finishedAt: moment("finished_at"),
    /** When the sweeper looks next whether the bytes have arrived. */
    nextCheckAt: moment("next_check_at").notNull(),
    checks: smallint("checks").notNull().default(0),
  },
  (t) => [
    check("uploads_term_check", sql`${t.term} between 1 and 6`),
    unique("uploads_school_id_key").on(t.schoolId, t.id),
    foreignKey({
      name: "uploads_member_fk",
      columns: [t.schoolId, t.userId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }),
    foreignKey({
      name: "uploads_object_fk",
      columns: [t.schoolId, t.objectId],
      foreignColumns: [objects.schoolId, objects.id],
    }),
    foreignKey({
      name: "uploads_document_fk",
      columns: [t.schoolId, t.documentId],
      foreignColumns: [documents.schoolId, documents.id],
    }),
    foreignKey({
      name: "uploads_replaces_fk",
      columns: [t.schoolId, t.replacesId],
      foreignColumns: [documents.schoolId, documents.id],
    }),
    foreignKey({
      name: "uploads_message_fk",
      columns: [t.schoolId, t.messageId],
      foreignColumns: [messages.schoolId, messages.id],
    }),
    foreignKey({
      name: "uploads_import_item_fk",
      columns: [t.schoolId, t.importItemId],
      foreignColumns: [importItems.schoolId, importItems.id],
    }),
    // Each file of an import is stored once: there is no second upload of it while one is under way or done.
    uniqueIndex("uploads_import_item_key")
      .on(t.importItemId)
      .where(sql`${t.importItemId} is not null and ${t.status} in ('pending', 'done')`),
    foreignKey({
      name: "uploads_record_class_fk",
      columns: [t.schoolId, t.recordClassId],
      foreignColumns: [recordClasses.schoolId, recordClasses.id],
    }),
    index("uploads_message_idx").on(t.messageId).where(sql`${t.messageId} is not null`),
    index("uploads_pending_idx").on(t.nextCheckAt).where(sql`${t.status} = 'pending'`),
    index("uploads_pending_person_idx").on(t.schoolId, t.userId).where(sql`${t.status} = 'pending'`),
    index("uploads_object_idx").on(t.objectId),
    index("uploads_document_idx").on(t.documentId),
    index("uploads_replaces_idx").on(t.replacesId).where(sql`${t.replacesId} is not null`),
  ],
);
