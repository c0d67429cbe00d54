import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { objects } from "#db/schema/objects.ts";

/**
 * What a document held before. The current version's particulars are in `documents`, so that a list reads one table; an
 * object belongs to a row of one or of the other, never of both.
 */
export const documentVersions = pgTable(
  "document_versions",
  {
    schoolId: uuid("school_id").notNull(),
    documentId: uuid("document_id").notNull(),
    /** From 1, in the order in which they became current. */
    number: integer("number").notNull(),
    objectId: uuid("object_id").notNull(),
    /** What the document was called when this version was replaced. */
    filename: varchar("filename", { length: 255 }).notNull(),
    contentType: varchar("content_type", { length: 100 }).notNull(),
    /** Bytes. */
    fileSize: bigint("file_size", { mode: "number" }).notNull(),
    /** As in `documents`. */
    status: text("status", { enum: ["ready", "missing", "damaged", "checking", "infected", "unscannable"] })
      .notNull()
      .default("ready"),
    /** Lower-case hex. */
    sha256: text("sha256"),
    sha256VerifiedAt: moment("sha256_verified_at"),
    /** When the stored bytes were read and found not to be those of `sha256`. */
    checksumFailedAt: moment("checksum_failed_at"),
    /** Who brought these bytes, and when. */
    uploadedBy: uuid("uploaded_by").notNull(),
    uploadedAt: moment("uploaded_at").notNull(),
    /** The number these bytes had before they were made current again; null where they were not. */
    restoredFrom: integer("restored_from"),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.number] }),
    unique("document_versions_object_key").on(t.objectId),
    foreignKey({
      name: "document_versions_document_fk",
      columns: [t.schoolId, t.documentId],
      foreignColumns: [documents.schoolId, documents.id],
    }),
    foreignKey({
      name: "document_versions_object_fk",
      columns: [t.schoolId, t.objectId],
      foreignColumns: [objects.schoolId, objects.id],
    }),
    foreignKey({
      name: "document_versions_member_fk",
      columns: [t.schoolId, t.uploadedBy],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }),
    // What a school's old versions are added up by.
    index("document_versions_school_idx").on(t.schoolId),
    // Shrinks to nothing as checksums are proven, as that of the documents does.
    index("document_versions_unproven_idx")
      .on(t.uploadedAt)
      .where(
        sql`${t.sha256VerifiedAt} is null and ${t.checksumFailedAt} is null and ${t.fileSize} > 26214400`,
      ),
  ],
);
