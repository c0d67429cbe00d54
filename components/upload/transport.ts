import type { Failure } from "#components/upload/item.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";
import type { UploadAnswer, UploadRequest, UploadTicket } from "#lib/uploads/types.ts";

/** How a transfer ended. After anything but `sent` only the server can say whether the bytes are there. */
export type SendOutcome = "sent" | "failed" | "unreadable" | "cancelled";

/** What the server says of the bytes. `wait` is in milliseconds. */
export type ConfirmOutcome =
  | { is: "stored"; document: DocumentItem }
  | { is: "problem"; code: ErrorCode; details: ErrorDetails; wait?: number }
  | { is: "no_answer" };

/** A file that was read to its end, or why it could not be. */
export type HashOutcome = { ok: true; sha256: string } | { ok: false; failure: Failure };

/** Everything the engine does to the world, so that a test can stand in for it. */
export type Transport = {
  hash(file: File): Promise<HashOutcome>;
  sign(files: UploadRequest[]): Promise<ActionResult<UploadAnswer[]>>;
  send(
    ticket: UploadTicket,
    file: File,
    onProgress: (sent: number) => void,
  ): { outcome: Promise<SendOutcome>; cancel: () => void };
  confirm(uploadId: string): Promise<ConfirmOutcome>;
  abort(uploadId: string): void;
};
