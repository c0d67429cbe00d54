import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { documents } from "#db/schema/documents.ts";
import { schools } from "#db/schema/schools.ts";

/** A word that a school puts on documents. It is made with its first document, and stays for the next. */
export const tags = pgTable(
  "tags",
  {
    id: id(),
    schoolId: uuid("school_id")
      .notNull()
      .references(() => schools.id),
    name: text("name").notNull(),
    /** The name lower-case and unaccented, by which two that read alike are the same. */
    nameKey: text("name_key").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("tags_school_id_key").on(t.schoolId, t.id),
    unique("tags_name_key").on(t.schoolId, t.nameKey),
    check("tags_name_check", sql`char_length(${t.name}) between 1 and 40`),
  ],
);

/** Which document has which tag. */
export const documentTags = pgTable(
  "document_tags",
  {
    schoolId: uuid("school_id").notNull(),
    documentId: uuid("document_id").notNull(),
    tagId: uuid("tag_id").notNull(),
    /** The document's own, by which a tag's newest are found. Triggers write it; what is given here is not looked at. */
    uploadedAt: moment("uploaded_at").notNull().defaultNow(),
    /** Likewise: its kind, and that it is not in the trash. */
    kind: text("kind", { enum: ["document", "report", "media", "attachment"] })
      .notNull()
      .default("document"),
    live: boolean("live").notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.tagId] }),
    foreignKey({
      name: "document_tags_document_fk",
      columns: [t.schoolId, t.documentId],
      foreignColumns: [documents.schoolId, documents.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "document_tags_tag_fk",
      columns: [t.schoolId, t.tagId],
      foreignColumns: [tags.schoolId, tags.id],
    }).onDelete("cascade"),
    index("document_tags_newest_idx").on(
      t.schoolId,
      t.tagId,
      t.live,
      t.uploadedAt.desc().nullsFirst(),
      t.documentId.desc().nullsFirst(),
    ),
    index("document_tags_kind_newest_idx")
      .on(t.schoolId, t.tagId, t.kind, t.uploadedAt.desc().nullsFirst(), t.documentId.desc().nullsFirst())
      .where(sql`${t.live}`),
  ],
);
