import { z } from "zod";
import { ROLES } from "#lib/auth/permissions.ts";
import { KINDS } from "#lib/documents/constants.ts";

/** What an export says it is; a reader that knows another version asks for a newer program. */
export const FORMAT = "athena-docs-export";
export const FORMAT_VERSION = 1;

/** Written last: an export that has none is not whole, and is gone on with by the same command. */
export const HEAD_FILE = "export.json";
/** Written first: whose export a folder is. */
export const SCHOOL_FILE = "school.json";
/** The SHA-256 of every file but the head and itself, as `sha256sum -c` reads it. */
export const MANIFEST_FILE = "manifest.sha256";
export const PEOPLE_FILE = "people.ndjson";
export const STUDENTS_FILE = "students.ndjson";
export const MESSAGES_FILE = "messages.ndjson";
export const DOCUMENTS_FILE = "documents.ndjson";
export const CSV_FILES = { people: "people.csv", students: "students.csv", documents: "documents.csv" };

const id = z.string().min(1).max(100);
const moment = z.iso.datetime();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.iso.date();

/** A path that an export may name: below it, in parts that no system takes for something else. */
export const SAFE_PATH = /^(files|pictures)(\/(?!\.)[^\\/:*?"<>|\p{Cc}]+)+$/u;
const path = z.string().max(1000).regex(SAFE_PATH);

export const exportedSchool = z.object({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  id,
  slug: z.string(),
  name: z.string(),
  time_zone: z.string(),
  locale: z.string(),
  academic_year_start: z.int(),
  /** By kind, as the school has set them. */
  upload_rules: z.partialRecord(
    z.enum(KINDS),
    z.object({ types: z.array(z.string()).optional(), maxBytes: z.number().optional() }),
  ),
  /** In their order. */
  record_classes: z.array(
    z.object({ id, name: z.string(), archived: z.boolean(), restricted: z.boolean().default(false) }),
  ),
  /** Those that the school has added. */
  report_types: z
    .array(
      z.object({
        slug: z
          .string()
          .regex(/^[a-z0-9]+([-_][a-z0-9]+)*$/)
          .max(64),
        name: z.string().min(1).max(60),
        archived: z.boolean(),
      }),
    )
    .default([]),
  /** What each student should have, in its order. */
  checklist: z
    .array(
      z.object({
        name: z.string(),
        record_class: id,
        groups: z.array(z.string()),
        every_year: z.boolean(),
      }),
    )
    .default([]),
  /** The media file that the logo is made of; null where there is none. */
  logo: id.nullable(),
});
export type ExportedSchool = z.infer<typeof exportedSchool>;

export const exportedPerson = z.object({
  id,
  kind: z.enum(["person", "service"]),
  email: z.string().nullable(),
  name: z.string(),
  role: z.enum(ROLES),
  /** Whether sight of restricted files was granted to them. */
  restricted_read: z.boolean().default(false),
  locale: z.string().nullable(),
  suspended: z.boolean(),
  /** Removed: only their name is left, on what they did. */
  left: z.boolean().default(false),
  picture: z.object({ file: path, size: z.int(), sha256: hash }).nullable(),
});
export type ExportedPerson = z.infer<typeof exportedPerson>;

export const exportedStudent = z.object({
  id,
  external_id: z.string().nullable(),
  family_name: z.string(),
  given_name: z.string(),
  date_of_birth: day.nullable(),
  group: z.string().nullable(),
  enrolled_on: day.nullable(),
  left_on: day.nullable(),
});
export type ExportedStudent = z.infer<typeof exportedStudent>;

export const exportedMessage = z.object({
  id,
  author: id,
  subject: z.string(),
  body: z.string(),
  /** `school`, roles, ids of people: whom it was meant for. */
  to: z.array(z.string()),
  sent_at: moment,
  author_deleted_at: moment.nullable(),
  recipients: z.array(z.object({ id, read_at: moment.nullable(), deleted_at: moment.nullable() })),
  /** Ids of documents: its own files, and those of the school that hang on it. */
  attachments: z.array(id),
});
export type ExportedMessage = z.infer<typeof exportedMessage>;

const exportedVersion = z.object({
  number: z.int().min(1),
  filename: z.string(),
  content_type: z.string(),
  size: z.int(),
  /** As the school knows it, or of the bytes where it does not; null where there are none. */
  sha256: hash.nullable(),
  uploaded_by: id,
  uploaded_at: moment,
  restored_from: z.int().nullable(),
  /**
   * `differs`: the store has other bytes than were uploaded; they are there, under `found_sha256`. `quarantined`: a virus
   * scanner kept them from everybody; they are not there.
   */
  bytes: z.enum(["whole", "missing", "quarantined", "differs"]),
  found_sha256: hash.nullable(),
  file: path.nullable(),
});
export type ExportedVersion = z.infer<typeof exportedVersion>;

export const exportedDocument = z.object({
  id,
  kind: z.enum(KINDS),
  filename: z.string(),
  title: z.string().nullable(),
  alt_text: z.string().nullable(),
  report_type: z.string().nullable(),
  year: z.int().nullable(),
  term: z.int().min(1).max(6).nullable().default(null),
  record_class: id.nullable(),
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  students: z.array(id),
  uploaded_by: id,
  uploaded_at: moment,
  /** In the trash since. */
  deleted_at: moment.nullable(),
  public: z.boolean(),
  /** Of an attachment: the message that it was sent with. */
  message: id.nullable(),
  /** Oldest first; the last is what the document holds. */
  versions: z.array(exportedVersion).min(1),
});
export type ExportedDocument = z.infer<typeof exportedDocument>;

export const exportHead = z.object({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  exported_at: moment,
  with_trash: z.boolean(),
  /** SHA-256 of each file of metadata and of the manifest. */
  files: z.record(z.string(), hash),
  counts: z.object({
    people: z.int(),
    students: z.int(),
    messages: z.int(),
    documents: z.int(),
    versions: z.int(),
    bytes: z.int(),
    missing: z.int(),
    differing: z.int(),
  }),
});
export type ExportHead = z.infer<typeof exportHead>;
