import { z } from "zod";
import { documentSchema } from "#lib/api/document.ts";
import { rowId } from "#lib/api/fields.ts";
import { KINDS } from "#lib/documents/constants.ts";
import type { SentType } from "#lib/webhooks/constants.ts";

const bytes = z.int().min(0).meta({ description: "Bytes." });

/** A document as webhooks tell of it: without its key. */
export const documentFactsSchema = documentSchema.omit({ file_path: true });

export const purgedSchema = z.object({ id: rowId, school_id: rowId });

export const failedUploadSchema = z.object({
  upload_id: rowId,
  school_id: rowId,
  kind: z.enum(KINDS),
  filename: z.string(),
  content_type: z.string(),
  file_size: bytes,
  uploaded_by: rowId,
  status: z.enum(["refused", "expired"]),
  code: z.string().meta({ description: "Why; `expired` where nothing arrived in time." }),
});

export const quotaWarningSchema = z.object({
  school_id: rowId,
  percent: z.union([z.literal(80), z.literal(95)]),
  quota: bytes,
  used: bytes,
  trash: bytes.meta({ description: "Bytes; counted until it is deleted for good." }),
});

export const testEventSchema = z.object({ message: z.string(), asked_by: rowId });

/** What each event that a webhook is sent is about, and the schema of its `data`. */
export const EVENTS: Readonly<Record<SentType, { summary: string; data: z.ZodType }>> = {
  "document.created": { summary: "A file passed every check", data: documentFactsSchema },
  "document.updated": {
    summary: "A name, a title, the content or what is said of it changed, or it came back from the trash",
    data: documentFactsSchema,
  },
  "document.deleted": { summary: "A document went to the trash", data: documentFactsSchema },
  "document.purged": { summary: "A document was deleted for good", data: purgedSchema },
  "upload.failed": { summary: "An upload was refused, or expired", data: failedUploadSchema },
  "quota.warning": { summary: "80 or 95 percent of the quota were passed", data: quotaWarningSchema },
  "webhook.test": { summary: 'Somebody pressed "Send a test"', data: testEventSchema },
};
