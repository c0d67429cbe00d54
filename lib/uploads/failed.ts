import type { UploadRow } from "#lib/uploads/data.ts";

/** What webhooks are told of an upload that became nothing by itself, or whose file nobody is ever to read. */
export const failedUpload = (upload: UploadRow, status: "refused" | "expired", code: string = status) => ({
  upload_id: upload.id,
  school_id: upload.schoolId,
  kind: upload.kind,
  filename: upload.filename,
  content_type: upload.contentType,
  file_size: upload.size,
  uploaded_by: upload.userId,
  status,
  code,
});
