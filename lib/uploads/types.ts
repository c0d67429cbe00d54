import type { Kind } from "#lib/documents/constants.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
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
  /** Of a report: the part of its year, counted from 1. */
  term?: number | undefined;
  messageId?: string | undefined;
  /** The id of the record class that it will be of. */
  recordClassId?: string | undefined;
  studentIds?: readonly string[] | undefined;
  /** The document of which it is to become the next version; that one's kind is its own. */
  replaces?: string | undefined;
  /** The id that the upload is to have; a new one where none is given. The server's own, never a caller's. */
  uploadId?: string | undefined;
};

/**
 * How to send one file. With `post`, send multipart/form-data with `fields` first and the file last, as `file`; with
 * `put`, send the bytes with exactly `headers` (the browser sets Content-Length itself); with `multipart`, have each of
 * `partCount` parts signed, all of `partSize` bytes but for the last; the first of them are signed already.
 */
export type UploadTicket = WholeTicket | PartsTicket;

type Ticket = {
  uploadId: string;
  /** UTC, ISO 8601: of the signature, or of the whole upload where its parts are signed later. */
  expiresAt: string;
};
export type WholeTicket = Ticket & { url: string } & (
    | { method: "post"; fields: Record<string, string> }
    | { method: "put"; headers: Record<string, string> }
  );
export type PartsTicket = Ticket & {
  method: "multipart";
  partSize: number;
  partCount: number;
  /** Those signed already, from the first on; none for an upload that is gone on with. */
  signed: SignedParts;
};

/** The answer for one file of a batch: a bad file does not fail its neighbours. */
export type UploadAnswer =
  | { ok: true; upload: UploadTicket }
  | { ok: false; code: ErrorCode; details: ErrorDetails };

/** One file that a page asks to upload: not where the school has it already, unless the person wants both. */
export type OfferedFile = UploadRequest & { keepBoth?: boolean | undefined };

/**
 * What becomes of it: a way to send it or a refusal; the document that has its bytes already; or, of a large file that
 * was not read yet, that it should be read first, for there is one of its size.
 */
export type UploadOffer = UploadAnswer | { ok: true; here: DocumentItem } | { ok: true; readFirst: true };

/** A signed PUT of one part. */
export type PartTicket = { number: number; url: string; headers: Record<string, string> };

/** Parts signed together, and until when (UTC, ISO 8601). */
export type SignedParts = { parts: readonly PartTicket[]; expiresAt: string };

/** Where an upload stands, for whoever began it and goes on with it. */
export type UploadState = {
  uploadId: string;
  kind: Kind;
  status: "pending" | "done" | "refused" | "aborted" | "expired";
  /** Why it was refused. */
  refusal: { code: ErrorCode; details: ErrorDetails } | null;
  filename: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** The document of which it is to become the next version. */
  replaces: string | null;
  /** Bytes of every part but the last; null where the upload has no parts. */
  partSize: number | null;
  partCount: number | null;
  /** The parts that the store has; null where it cannot say, or the upload is not pending. */
  parts: { number: number; etag: string; size: number }[] | null;
  /** Whether its document's checksum was proven against the stored bytes; false while there is none. */
  verified: boolean;
  /** UTC, ISO 8601. */
  expiresAt: string;
};
