import { z } from "zod";
import { documentSchema } from "#lib/api/document.ts";
import { dayOrMoment, digits, plainText, rowId } from "#lib/api/fields.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { documentPageSchema, downloadSchema, messageSchema } from "#lib/api/schemas.ts";
import {
  FIRST_YEAR,
  KINDS,
  LAST_YEAR,
  MAX_NOTES,
  MAX_PAGE_SIZE,
  PAGE_SIZE,
} from "#lib/documents/constants.ts";
import { MAX_TERM } from "#lib/reports/constants.ts";
import { reportType } from "#lib/reports/schema.ts";
import { MAX_TAG_NAME, MAX_TAGS_OF_DOCUMENT } from "#lib/tags/constants.ts";
import { tagName } from "#lib/tags/name.ts";

const tag = "documents";
/** Why the bytes of a document that is there may still be read by nobody. */
const UNREADABLE = ["file_missing", "file_checking", "file_infected", "file_unscannable"] as const;
const params = z.strictObject({ id: rowId });
const tagWord = plainText(100).refine(
  (name) => tagName(name) !== null,
  `Not 1 to ${MAX_TAG_NAME} characters of one line without a comma.`,
);

const version = digits(z.int().min(1).max(2_147_483_647))
  .optional()
  .meta({ description: "The number of an older version; the current one where it is left out." });

export const listDocuments = defineOperation({
  id: "listDocuments",
  method: "GET",
  path: "/api/v1/documents",
  tag,
  summary: "List documents, newest first",
  query: z.strictObject({
    kind: z.enum(KINDS).optional(),
    q: plainText(255)
      .optional()
      .meta({ description: "Any part of the file's name; case and accents are ignored." }),
    student_id: rowId.optional().meta({
      description: "Of a student whom the document is about; takes the permission students:read.",
    }),
    record_class: plainText(100).optional().meta({
      description: "The name or the id of one of the school's record classes.",
    }),
    report_type: reportType.optional().meta({ description: "Of reports: the slug of their type." }),
    year: digits(z.int().min(FIRST_YEAR).max(LAST_YEAR)).optional(),
    term: digits(z.int().min(1).max(MAX_TERM))
      .optional()
      .meta({ description: "Of reports: the part of their year, counted from 1." }),
    tag: plainText(100).optional().meta({ description: "One that it has; case and accents are ignored." }),
    from: dayOrMoment.optional().meta({
      description: "Uploaded at this moment or later. A day begins at midnight in the school's time zone.",
    }),
    to: dayOrMoment.optional().meta({
      description: "Uploaded before this moment. A day counts in full, in the school's time zone.",
    }),
    limit: digits(z.int().min(1).max(MAX_PAGE_SIZE)).default(PAGE_SIZE),
    cursor: z.string().max(1024).optional().meta({
      description: "`next_cursor` of the page before, with the same other parameters.",
    }),
  }),
  answers: { 200: { description: "One page.", schema: documentPageSchema } },
  errors: ["invalid_cursor", "forbidden", "record_class_not_found"],
});

export const getDocument = defineOperation({
  id: "getDocument",
  method: "GET",
  path: "/api/v1/documents/{id}",
  tag,
  summary: "Read what is known about a document",
  params,
  answers: { 200: { description: "The document.", schema: documentSchema } },
  errors: ["forbidden", "not_found"],
});

/** What is to be said of a document, or was when it was last seen; the names' own rules answer `invalid_filename`. */
export const saying = z.strictObject({
  filename: z.string().optional(),
  title: plainText(255)
    .transform((title) => title || null)
    .nullable()
    .optional()
    .meta({ description: "Null or empty for none." }),
  alt_text: plainText(500)
    .transform((text) => text || null)
    .nullable()
    .optional()
    .meta({ description: "Of media alone: what it shows. Null or empty for none." }),
  record_class: plainText(100).nullable().optional().meta({
    description: "The name or the id of one of the school's record classes; null for none.",
  }),
  year: z.int().min(FIRST_YEAR).max(LAST_YEAR).nullable().optional(),
  notes: plainText(2 * MAX_NOTES)
    .nullable()
    .optional()
    .meta({ description: `Plain text of at most ${MAX_NOTES} characters; null or empty for none.` }),
  tags: z
    .array(tagWord)
    .max(MAX_TAGS_OF_DOCUMENT)
    .optional()
    .meta({ description: "All that it is to have. One that the school has not yet is made." }),
});

export const editDocument = defineOperation({
  id: "editDocument",
  method: "PATCH",
  path: "/api/v1/documents/{id}",
  tag,
  summary: "Change what a document is called and what is said of it",
  description:
    "What is not given stays. The stored object and its key stay as they are; downloads carry the new name. Its " +
    "ending must not speak of another type than the content is of. Another's file takes the permission to delete it " +
    "besides.",
  params,
  body: saying.extend({
    expected: saying.optional().meta({
      description: "As the caller has seen it. Where it is otherwise by now, nothing is changed: `conflict`.",
    }),
  }),
  example: { title: "Enrolment form", year: 2026, tags: ["signed"] },
  answers: { 200: { description: "The document as it is now.", schema: documentSchema } },
  errors: [
    "forbidden",
    "not_found",
    "invalid_filename",
    "record_class_not_found",
    "conflict",
    "too_many_tags",
    "extension_mismatch",
  ],
});

export const deleteDocument = defineOperation({
  id: "deleteDocument",
  method: "DELETE",
  path: "/api/v1/documents/{id}",
  tag,
  summary: "Move a document to the trash",
  description: "It can be restored there for 30 days; then it is deleted for good.",
  params,
  answers: { 200: { description: "It is in the trash.", schema: messageSchema } },
  errors: ["forbidden", "not_found"],
});

export const downloadDocument = defineOperation({
  id: "downloadDocument",
  method: "GET",
  path: "/api/v1/documents/{id}/download",
  tag,
  summary: "Get an address that downloads the file straight from the store",
  params,
  query: z.strictObject({
    expires_in: digits(z.int().min(300).max(900)).default(600).meta({
      description: "Seconds for which the address is good.",
    }),
    version,
  }),
  answers: { 200: { description: "The address; whoever has it can download.", schema: downloadSchema } },
  errors: ["forbidden", "not_found", ...UNREADABLE, "storage_not_configured", "storage_unavailable"],
});

export const previewDocument = defineOperation({
  id: "previewDocument",
  method: "GET",
  path: "/api/v1/documents/{id}/preview",
  tag,
  summary: "Read the bytes through the server",
  description:
    "Raster images, PDF, plain text, audio and video come inline with their type, all else as an attachment of " +
    "application/octet-stream. One range of bytes can be asked for with Range, and bound to a version with If-Range.",
  params,
  query: z.strictObject({ version }),
  headers: ["Range", "IfRange"],
  answers: {
    200: {
      description: "All bytes.",
      media: "*/*",
      headers: ["ETag", "Accept-Ranges", "Content-Disposition"],
    },
    206: {
      description: "The range asked for.",
      media: "*/*",
      headers: ["ETag", "Accept-Ranges", "Content-Disposition", "Content-Range"],
    },
  },
  errors: [
    "forbidden",
    "not_found",
    ...UNREADABLE,
    "invalid_range",
    "storage_not_configured",
    "storage_unavailable",
  ],
});
