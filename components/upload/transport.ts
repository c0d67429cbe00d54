import type { Failure } from "#components/upload/item.ts";
import type { PartsOutcome, Proof } from "#components/upload/multipart/outcome.ts";
import type { Restored } from "#components/upload/multipart/restore.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";
import type { OfferedFile, PartsTicket, UploadOffer, WholeTicket } from "#lib/uploads/types.ts";
import type { Replaced } from "#lib/versions/types.ts";

/** How a transfer ended. After anything but `sent` only the server can say whether the bytes are there. */
export type SendOutcome = "sent" | "failed" | "unreadable" | "cancelled";

/** What the server says of the bytes. `wait` is in milliseconds. */
export type ConfirmOutcome =
  | { is: "stored"; document: DocumentItem | Replaced }
  | { is: "problem"; code: ErrorCode; details: ErrorDetails; wait?: number }
  | { is: "no_answer" };

/** A file that was read to its end, or why it could not be. */
export type HashOutcome = { ok: true; sha256: string } | { ok: false; failure: Failure };

/** Everything the engine does to the world, so that a test can stand in for it. */
export type Transport = {
  hash(file: File): Promise<HashOutcome>;
  /** Ends the reading of a file that is given up. */
  stopHash(file: File): void;
  sign(files: OfferedFile[]): Promise<ActionResult<UploadOffer[]>>;
  send(
    ticket: WholeTicket,
    file: File,
    onProgress: (sent: number) => void,
  ): { outcome: Promise<SendOutcome>; cancel: () => void };
  /** Sends a file in parts. `again`: some may be there. It can be cancelled for good, or until it is sent again. */
  sendParts(
    ticket: PartsTicket,
    file: File,
    again: boolean,
    onProgress: (sent: number) => void,
  ): { outcome: Promise<PartsOutcome>; cancel: (forGood: boolean) => void };
  /** `proof`: of a file in parts. */
  confirm(uploadId: string, proof?: Proof): Promise<ConfirmOutcome>;
  abort(uploadId: string, inParts: boolean): void;
  /** By what a file of an earlier visit is known again; null where it cannot be read. */
  fingerprint(file: File): Promise<string | null>;
  /** What an earlier visit has left unfinished. */
  restore(): Promise<Restored[]>;
  /** Why a file that was stored in parts had to be withdrawn later; null when all is well. */
  watch(uploadId: string): Promise<Failure | null>;
};
