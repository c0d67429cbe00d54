import { z } from "zod";
import { byteStatus, moment, rowId } from "#lib/api/fields.ts";
import type { VersionPage } from "#lib/versions/types.ts";

/** A version of a document as the API writes it. */
const versionSchema = z.object({
  version: z.int().min(1).meta({ description: "From 1; the current one has the highest." }),
  current: z.boolean(),
  filename: z.string().meta({ description: "What the document was called when it held this." }),
  content_type: z.string(),
  file_size: z.int().min(1).meta({ description: "Bytes." }),
  sha256: z
    .string()
    .nullable()
    .meta({ description: "Of the bytes, lower-case hex; null where none was given." }),
  status: byteStatus,
  uploaded_by: rowId.meta({ description: "Who brought these bytes." }),
  uploaded_at: moment,
  restored_from: z
    .int()
    .nullable()
    .meta({ description: "The number these bytes had before they were made current again." }),
});

export const versionPageSchema = z.object({
  data: z.array(versionSchema),
  next_cursor: z.string().nullable().meta({ description: "Null at the end of the list." }),
});

/** Writes a page of versions. */
export function presentVersions({ versions, next }: VersionPage): z.input<typeof versionPageSchema> {
  const data = versions.map((version) => ({
    version: version.number,
    current: version.isCurrent,
    filename: version.filename,
    content_type: version.contentType,
    file_size: version.fileSize,
    sha256: version.sha256,
    status: version.status,
    uploaded_by: version.uploadedBy.id,
    uploaded_at: version.uploadedAt,
    restored_from: version.restoredFrom,
  }));
  return { data, next_cursor: next === null ? null : String(next) };
}
