import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { id, moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";
import { objects } from "#db/schema/objects.ts";
import { recordClasses } from "#db/schema/record-classes.ts";

/** A file that passed every check. The first eight columns keep the names of the ERP's schema. */
export const documents = pgTable(
  "documents",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    filename: varchar("filename", { length: 255 }).notNull(),
    filePath: varchar("file_path", { length: 500 }).notNull(),
    contentType: varchar("content_type", { length: 100 }).notNull(),
    /** Bytes. */
    fileSize: bigint("file_size", { mode: "number" }).notNull(),
    uploadedBy: uuid("uploaded_by").notNull(),
    uploadedAt: moment("uploaded_at").notNull().defaultNow(),
    objectId: uuid("object_id").notNull(),
    kind: text("kind", { enum: ["document", "report", "media", "attachment"] }).notNull(),
    /**
     * `missing`: the store has lost its bytes; `damaged`: it has others. Only reconciliation finds that out. The others
     * are the virus scanner's: `objects.scan` has why. Nothing but `ready` is ever read.
     */
    status: text("status", { enum: ["ready", "missing", "damaged", "checking", "infected", "unscannable"] })
      .notNull()
      .default("ready"),
    /** Lower-case hex. */
    sha256: text("sha256"),
    sha256VerifiedAt: moment("sha256_verified_at"),
    /** When the stored bytes were read and found not to be those of `sha256`. */
    checksumFailedAt: moment("checksum_failed_at"),
    reportType: text("report_type"),
    year: smallint("year"),
    /** Of a report: which part of its year it is about, counted from 1; null for the whole of it. */
    term: smallint("term"),
    title: text("title"),
    /** What a media file shows, for those who cannot see it; null where nobody has said. */
    altText: text("alt_text"),
    /** What sort of record it is; null while nobody has said so. */
    recordClassId: uuid("record_class_id"),
    /** Whether its record class is a restricted one: kept by triggers, whatever is written here. */
    restricted: boolean("restricted").notNull().default(false),
    /** What people have written about it, as plain text. */
    notes: text("notes"),
    /** The name lower-case and unaccented: what sorting and searching read. */
    nameSort: text("name_sort").notNull(),
    deletedAt: moment("deleted_at"),
    /** The number of what it holds now; what it held before is in `document_versions`. */
    version: integer("version").notNull().default(1),
    /** Who brought what it holds now, and when; null while that is what it came with. */
    versionBy: uuid("version_by"),
    versionAt: moment("version_at"),
    /** The number that these bytes had before they were made current again; null where they were not. */
    restoredFrom: integer("restored_from"),
    /** The small picture of it; null while there is none. */
    thumbnailObjectId: uuid("thumbnail_object_id"),
    /** Its copy in the public bucket, until the store has confirmed that it is gone; null while there is none. */
    publicObjectId: uuid("public_object_id"),
    /** When it was found that no picture can be made of it. */
    thumbnailFailedAt: moment("thumbnail_failed_at"),
  },
  (t) => [
    unique("documents_school_id_key").on(t.schoolId, t.id),
    unique("documents_object_key").on(t.objectId),
    foreignKey({
      name: "documents_object_fk",
      columns: [t.schoolId, t.objectId],
      foreignColumns: [objects.schoolId, objects.id],
    }),
    unique("documents_thumbnail_object_key").on(t.thumbnailObjectId),
    foreignKey({
      name: "documents_thumbnail_object_fk",
      columns: [t.schoolId, t.thumbnailObjectId],
      foreignColumns: [objects.schoolId, objects.id],
    }),
    uniqueIndex("documents_public_object_key")
      .on(t.publicObjectId)
      .where(sql`${t.publicObjectId} is not null`),
    foreignKey({
      name: "documents_public_object_fk",
      columns: [t.schoolId, t.publicObjectId],
      foreignColumns: [objects.schoolId, objects.id],
    }),
    foreignKey({
      name: "documents_record_class_fk",
      columns: [t.schoolId, t.recordClassId],
      foreignColumns: [recordClasses.schoolId, recordClasses.id],
    }),
    check("documents_term_check", sql`${t.term} between 1 and 6`),
    check("documents_notes_check", sql`char_length(${t.notes}) between 1 and 4000`),
    // A member may leave; their membership row stays as long as they have uploaded something.
    foreignKey({
      name: "documents_member_fk",
      columns: [t.schoolId, t.uploadedBy],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }),
    foreignKey({
      name: "documents_version_member_fk",
      columns: [t.schoolId, t.versionBy],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }),
    index("documents_newest_idx")
      .on(t.schoolId, t.uploadedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.deletedAt} is null`),
    index("documents_kind_newest_idx")
      .on(t.schoolId, t.kind, t.uploadedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.deletedAt} is null`),
    index("documents_name_idx")
      .on(t.schoolId, sql`(left(${t.nameSort}, 200) collate name_order)`, t.id)
      .where(sql`${t.deletedAt} is null`),
    index("documents_size_idx").on(t.schoolId, t.fileSize, t.id).where(sql`${t.deletedAt} is null`),
    // What the same bytes are found by.
    index("documents_content_idx")
      .on(t.schoolId, t.sha256)
      .where(sql`${t.sha256VerifiedAt} is not null and ${t.checksumFailedAt} is null`),
    index("documents_uploader_newest_idx")
      .on(t.schoolId, t.uploadedBy, t.uploadedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.deletedAt} is null`),
    index("documents_class_newest_idx")
      .on(t.schoolId, t.recordClassId, t.uploadedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.deletedAt} is null and ${t.recordClassId} is not null`),
    index("documents_year_newest_idx")
      .on(t.schoolId, t.year, t.uploadedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.deletedAt} is null and ${t.year} is not null`),
    index("documents_report_type_newest_idx")
      .on(t.schoolId, t.reportType, t.uploadedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.deletedAt} is null and ${t.reportType} is not null`),
    index("documents_trash_idx")
      .on(t.schoolId, t.deletedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.deletedAt} is not null`),
    // Who may delete only their own sees only their own there.
    index("documents_own_trash_idx")
      .on(t.schoolId, t.uploadedBy, t.deletedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.deletedAt} is not null`),
    // As `typeFamily` tells types apart, and `ofFamily` asks.
    index("documents_family_newest_idx")
      .on(
        t.schoolId,
        sql`(case when ${t.contentType} = 'application/pdf' then 'pdf' when ${t.contentType} like '%word%' then 'word'
          when split_part(${t.contentType}, '/', 1) in ('image', 'audio', 'video', 'text')
          then split_part(${t.contentType}, '/', 1) else 'other' end)`,
        t.uploadedAt.desc().nullsFirst(),
        t.id.desc().nullsFirst(),
      )
      .where(sql`${t.deletedAt} is null`),
    index("documents_purge_idx").on(t.deletedAt).where(sql`${t.deletedAt} is not null`),
    // Shrinks to nothing as thumbnails are made: what the filler looks through.
    index("documents_thumbnail_missing_idx")
      .on(t.id)
      .where(
        sql`${t.thumbnailObjectId} is null and ${t.thumbnailFailedAt} is null
          and ${t.contentType} in ('image/jpeg', 'image/png', 'image/gif', 'image/webp', 'application/pdf')`,
      ),
    // Shrinks to nothing as checksums are proven: what the sweep looks through.
    index("documents_unproven_idx")
      .on(t.uploadedAt)
      .where(
        sql`${t.sha256VerifiedAt} is null and ${t.checksumFailedAt} is null and ${t.fileSize} > 26214400`,
      ),
    index("documents_name_trgm_idx")
      .using("gin", sql`${t.nameSort} gin_trgm_ops`)
      .with({ fastupdate: false }),
    // For what is too short for trigrams.
    index("documents_name_pieces_idx")
      .using("gin", sql`name_pieces(${t.nameSort})`)
      .with({ fastupdate: false }),
  ],
);
