import { z } from "zod";
import { byteStatus, moment, rowId } from "#lib/api/fields.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { KINDS } from "#lib/documents/constants.ts";
import type { DocumentRecord, RecordFacts } from "#lib/documents/types.ts";

/** A document as the API writes it. */
export const documentSchema = z.object({
  id: rowId,
  school_id: rowId,
  kind: z.enum(KINDS),
  filename: z.string().meta({ description: "The uploader's own name for the file, exactly as given." }),
  title: z.string().nullable(),
  alt_text: z
    .string()
    .nullable()
    .meta({ description: "What a media file shows, for those who cannot see it." }),
  content_type: z.string(),
  file_size: z.int().min(1).meta({ description: "Bytes." }),
  file_path: z
    .string()
    .optional()
    .meta({ description: "The object's key in the bucket. Only for callers with an API token." }),
  sha256: z
    .string()
    .nullable()
    .meta({ description: "Of the bytes, lower-case hex; null where none was given." }),
  status: byteStatus,
  version: z.int().min(1).meta({ description: "The number of what it holds now; 1 until it is replaced." }),
  record_class: z.string().nullable().meta({ description: "The name of its record class; null for none." }),
  report_type: z.string().nullable().meta({ description: "Of a report: the slug of its type." }),
  year: z.int().nullable(),
  term: z
    .int()
    .nullable()
    .meta({ description: "Of a report: the part of its year, counted from 1; null for the whole of it." }),
  tags: z.array(z.string()).meta({ description: "By name." }),
  notes: z.string().nullable().meta({ description: "Plain text." }),
  student_ids: z.array(rowId).meta({
    description: "Whom it is about; empty for callers who may not read students.",
  }),
  uploaded_by: rowId.nullable(),
  uploaded_at: moment,
});

/** What is the same for whoever asks: all but the object key. */
export type DocumentFacts = Omit<z.input<typeof documentSchema>, "file_path">;

/** Writes what the API and webhooks say of a document. */
export function presentFacts(record: RecordFacts): DocumentFacts {
  return {
    id: record.id,
    school_id: record.schoolId,
    kind: record.kind,
    filename: record.filename,
    title: record.title,
    alt_text: record.altText,
    content_type: record.contentType,
    file_size: record.fileSize,
    sha256: record.sha256,
    status: record.status,
    version: record.version,
    record_class: record.recordClass?.name ?? null,
    report_type: record.reportType,
    year: record.year,
    term: record.term,
    tags: record.tags.map(({ name }) => name),
    notes: record.notes,
    student_ids: [...record.studentIds],
    uploaded_by: record.uploadedBy?.id ?? null,
    uploaded_at: record.uploadedAt,
  };
}

/** Writes a document for `actor`: object keys reach nobody but the holder of an API token. */
export function presentDocument(actor: Actor, record: DocumentRecord): z.input<typeof documentSchema> {
  return { ...presentFacts(record), ...(actor.via === "token" ? { file_path: record.filePath } : {}) };
}
