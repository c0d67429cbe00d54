import { z } from "zod";
import { documentSchema } from "#lib/api/document.ts";
import {
  documentFactsSchema,
  failedUploadSchema,
  purgedSchema,
  quotaWarningSchema,
  testEventSchema,
} from "#lib/api/events.ts";
import { moment } from "#lib/api/fields.ts";
import { messageItemSchema } from "#lib/api/message.ts";
import { studentPageSchema, studentSchema } from "#lib/api/student.ts";
import { partsSchema, uploadSchema, uploadStateSchema } from "#lib/api/upload.ts";
import { usageSchema } from "#lib/api/usage.ts";
import { versionPageSchema } from "#lib/api/version.ts";

export const documentPageSchema = z.object({
  data: z.array(documentSchema),
  next_cursor: z.string().nullable().meta({ description: "Null at the end of the list." }),
});

export const messagePageSchema = z.object({
  data: z.array(messageItemSchema),
  next_cursor: z.string().nullable().meta({ description: "Null at the end of the list." }),
});

export const downloadSchema = z.object({ download_url: z.url(), expires_at: moment });

export const messageSchema = z.object({ message: z.string() });

export const healthSchema = z.object({ status: z.literal("alive") });

export const readySchema = z.object({
  database: z.enum(["ready", "unavailable"]),
  storage: z.enum(["ready", "not_configured", "unavailable"]),
  draining: z.boolean(),
});

/** RFC 9457, with a stable `code`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().meta({ description: "Stable: made for programs." }),
  detail: z.string().meta({ description: "One sentence for the developer; its words may change." }),
  request_id: z.string().meta({ description: "What the service's log knows this request by." }),
  errors: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .meta({ description: "What is wrong, by field." }),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** The answers' schemas under the names that the OpenAPI document gives them. */
export const NAMED_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  Document: documentSchema,
  DocumentPage: documentPageSchema,
  VersionPage: versionPageSchema,
  Download: downloadSchema,
  Upload: uploadSchema,
  UploadParts: partsSchema,
  UploadState: uploadStateSchema,
  Student: studentSchema,
  StudentPage: studentPageSchema,
  Usage: usageSchema,
  Message: messageSchema,
  MessageItem: messageItemSchema,
  MessagePage: messagePageSchema,
  Health: healthSchema,
  Ready: readySchema,
  Problem: problemSchema,
  DocumentFacts: documentFactsSchema,
  PurgedDocument: purgedSchema,
  FailedUpload: failedUploadSchema,
  QuotaWarning: quotaWarningSchema,
  WebhookTest: testEventSchema,
};
