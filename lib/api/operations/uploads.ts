import { z } from "zod";
import { documentSchema } from "#lib/api/document.ts";
import { digits, plainText, rowId, sha256 } from "#lib/api/fields.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { partsSchema, uploadSchema, uploadStateSchema } from "#lib/api/upload.ts";
import { FIRST_YEAR, KINDS, LAST_YEAR } from "#lib/documents/constants.ts";
import { MAX_TERM } from "#lib/reports/constants.ts";
import { reportType } from "#lib/reports/schema.ts";
import { MAX_STUDENTS_OF_FILE } from "#lib/students/constants.ts";
import { MAX_PARTS, MAX_SIGNED_PARTS } from "#lib/uploads/constants.ts";

const tag = "uploads";
const params = z.strictObject({ id: rowId });

const kind = z.enum(KINDS).default("document");
/** Its rules are the upload policy's, which answers `invalid_filename`. */
const filename = z.string();
const contentType = z.string().max(255);
const size = z.int().min(0).meta({ description: "Bytes." });
const term = z
  .int()
  .min(1)
  .max(MAX_TERM)
  .meta({ description: "Of a report: the part of its year, counted from 1." });
const year = z.int().min(FIRST_YEAR).max(LAST_YEAR);
const title = plainText(255);
const studentIds = z
  .array(rowId)
  .max(MAX_STUDENTS_OF_FILE)
  .meta({ description: "Whom the file is about; takes the permission students:read." });

const refused = [
  "invalid_filename",
  "empty_file",
  "forbidden",
  "file_too_large",
  "quota_exceeded",
  "unsupported_type",
  "storage_not_configured",
  "storage_unavailable",
] as const;

const checked = [
  "unsupported_type",
  "file_too_large",
  "size_mismatch",
  "type_mismatch",
  "checksum_mismatch",
  "content_mismatch",
  "file_cut_short",
  "virus_found",
] as const;

export const requestUpload = defineOperation({
  id: "requestUpload",
  method: "POST",
  path: "/api/v1/uploads",
  tag,
  summary: "Ask to upload one file",
  description:
    "Answers a signed request; send it with the bytes to the store, then complete the upload. Large files are sent in " +
    "parts: have them signed, send each, then complete.",
  body: z.strictObject({
    kind,
    filename,
    content_type: contentType,
    size,
    sha256: sha256
      .optional()
      .meta({ description: "Of the bytes, in hex. The store or the service checks it." }),
    student_ids: studentIds.optional(),
    report_type: reportType.optional(),
    year: year.optional(),
    term: term.optional(),
    message_id: rowId.optional().meta({
      description:
        "Of an attachment: the message it is for, a draft of the caller's or one they have just sent.",
    }),
    title: title.optional(),
    replaces: rowId.optional().meta({
      description:
        "The id of a document that this file is to be the next version of, once it is complete. Kind, title, year and " +
        "all else stay the document's own, and so does its name but for the ending. Another's takes the permission to " +
        "delete it besides.",
    }),
  }),
  example: {
    filename: "Enrolment form.pdf",
    content_type: "application/pdf",
    size: 48211,
    sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  },
  answers: { 201: { description: "The signed request.", schema: uploadSchema } },
  errors: [
    ...refused,
    "not_found",
    "same_version",
    "upload_closed",
    "student_not_found",
    "message_not_found",
    "too_many_pending",
    "storage_unsuitable",
  ],
});

export const uploadState = defineOperation({
  id: "uploadState",
  method: "GET",
  path: "/api/v1/uploads/{id}",
  tag,
  summary: "Where an upload stands, and which parts the store has",
  params,
  answers: { 200: { description: "The upload.", schema: uploadStateSchema } },
  errors: ["not_found", "storage_not_configured", "storage_unavailable"],
});

const partNumber = z.int().min(1).max(MAX_PARTS);

export const signParts = defineOperation({
  id: "signParts",
  method: "POST",
  path: "/api/v1/uploads/{id}/parts",
  tag,
  summary: "Sign parts of a file that is sent in parts",
  description:
    "Send each part with PUT to its address, and keep the ETag of the answer. A signature is good for 15 minutes, and " +
    "can be asked for again.",
  params,
  body: z.strictObject({ part_numbers: z.array(partNumber).min(1).max(MAX_SIGNED_PARTS) }),
  example: { part_numbers: [33, 34, 35] },
  answers: { 200: { description: "The signed requests.", schema: partsSchema } },
  errors: ["forbidden", "not_found", "upload_closed", "storage_not_configured", "storage_unavailable"],
});

export const completeUpload = defineOperation({
  id: "completeUpload",
  method: "POST",
  path: "/api/v1/uploads/{id}/complete",
  tag,
  summary: "Check the stored bytes and make them a document, or the next version of one",
  description:
    "May be repeated: later calls answer 200 with the same document. Nothing is visible before it.",
  params,
  body: z.strictObject({
    sha256: sha256.optional(),
    parts: z
      .array(z.strictObject({ part_number: partNumber, etag: z.string().min(1).max(200) }))
      .min(1)
      .max(MAX_PARTS)
      .optional()
      .meta({ description: "Of a file sent in parts; where it is left out, the store is asked." }),
  }),
  example: { sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
  bodyOptional: true,
  answers: {
    201: {
      description: "The new document, or the one with its new version.",
      schema: documentSchema,
      headers: ["Location"],
    },
    200: { description: "It was complete already.", schema: documentSchema },
  },
  errors: [
    "forbidden",
    "not_found",
    "upload_not_arrived",
    "upload_closed",
    "document_gone",
    "quota_exceeded",
    ...checked,
    "storage_not_configured",
    "storage_unavailable",
  ],
});

export const abortUpload = defineOperation({
  id: "abortUpload",
  method: "DELETE",
  path: "/api/v1/uploads/{id}",
  tag,
  summary: "Give an upload up",
  description: "May be repeated. What has arrived is removed.",
  params,
  answers: { 204: { description: "It is closed." } },
  errors: ["forbidden", "not_found", "upload_closed"],
});

/** The fields of a form that uploads through the server, all of them text. */
export const throughFields = z.strictObject({
  kind,
  filename: filename.optional(),
  content_type: contentType.optional().meta({ description: "Instead of the type of the file's part." }),
  sha256: sha256.optional(),
  report_type: reportType.optional(),
  message_id: rowId.optional(),
  year: digits(year).optional(),
  term: digits(term).optional(),
  student_ids: z
    .preprocess(
      (value) => (typeof value === "string" ? value.split(",").filter((each) => each !== "") : value),
      studentIds,
    )
    .optional()
    .meta({ description: "Ids of students, with commas between." }),
  title: title.optional(),
});

export const uploadThroughServer = defineOperation({
  id: "uploadThroughServer",
  method: "POST",
  path: "/api/v1/documents/upload",
  tag,
  summary: "Upload a file through the server",
  description:
    "For callers who cannot reach the store. One file, as 'file', and after all other fields; it is streamed " +
    "through, never held in memory. Give 'filename' where the name must come back exactly: form encoders change " +
    "quotes and line breaks in the name of the part.",
  form: throughFields,
  answers: { 201: { description: "The new document.", schema: documentSchema, headers: ["Location"] } },
  errors: [
    ...new Set([...refused, ...checked]),
    "student_not_found",
    "message_not_found",
    "too_many_pending",
  ],
});
