import type { Kind } from "#lib/documents/constants.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";

/** One file that a person or the ERP asks to upload. */
export type UploadRequest = {
  kind: Kind;
  filename: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** SHA-256 of the bytes, lower-case hex. Without it the upload is a PUT, never a POST. */
  sha256?: string | undefined;
  title?: string | undefined;
  reportType?: string | undefined;
  year?: number | undefined;
  messageId?: string | undefined;
  studentIds?: readonly string[] | undefined;
};

/**
 * A signed request for one file. With `post`, send multipart/form-data with `fields` first and the file last,
 * as `file`; with `put`, send the bytes with exactly `headers` (the browser sets Content-Length itself).
 */
export type UploadTicket = {
  uploadId: string;
  url: string;
  /** UTC, ISO 8601. */
  expiresAt: string;
} & ({ method: "post"; fields: Record<string, string> } | { method: "put"; headers: Record<string, string> });

/** The answer for one file of a batch: a bad file does not fail its neighbours. */
export type UploadAnswer =
  | { ok: true; upload: UploadTicket }
  | { ok: false; code: ErrorCode; details: ErrorDetails };
