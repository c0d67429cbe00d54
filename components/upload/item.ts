import type { Kind } from "#lib/documents/constants.ts";
import type { Quarantine } from "#lib/documents/status.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";
import type { PartsTicket, UploadTicket } from "#lib/uploads/types.ts";

/** Reasons that only the browser can know; their words are under `upload.failures`. */
export type LocalReason =
  | "unreadable"
  | "connection"
  | "outdated"
  | "transfer"
  | "parts"
  | "upload_expired"
  | "no_worker";

/** Why a file was not uploaded, and whether trying again could help. */
export type Failure = { retry: boolean } & (
  | { from: "browser"; reason: LocalReason }
  | { from: "server"; code: ErrorCode; details: ErrorDetails }
);

/** Where one file is on its way. A ticket is held as long as the server may still have an open upload for it. */
export type Step =
  | { at: "waiting" }
  | { at: "hashing" }
  /** From here on, `sha256` is null for most files that are sent in parts: they are read while they leave. */
  | { at: "ready"; sha256: string | null }
  | { at: "signing"; sha256: string | null }
  | { at: "signed"; sha256: string | null; ticket: UploadTicket }
  | { at: "sending"; sha256: string | null; ticket: UploadTicket; sent: number }
  /** Held by the person; only files in parts. */
  | { at: "paused"; sha256: string | null; ticket: UploadTicket; sent: number }
  | { at: "checking"; sha256: string | null; ticket: UploadTicket }
  | {
      at: "pausing";
      until: number;
      next: Next;
      sha256: string | null;
      ticket: UploadTicket | null;
      sent: number;
    }
  /** From an earlier visit: it goes on once the same file, known by its fingerprint, is chosen again. `wrong`: another one was. */
  | { at: "absent"; ticket: PartsTicket; sent: number; print: string; wrong: boolean }
  /** The school has these bytes already, as `found`: it waits for the person's word. */
  | { at: "here"; sha256: string | null; found: DocumentItem }
  /** `kept`: the document that it became, where the virus scanner keeps it from everybody. */
  | { at: "stored"; kept?: { id: string; is: Quarantine } }
  /** `resume` is there when the upload is open: it goes on where it was. */
  | { at: "failed"; failure: Failure; resume: Resume | null };

/** What follows a pause: all anew, the parts that are missing, or another look at what has arrived. */
export type Next = "ready" | "signed" | "checking";

type Resume = { next: Exclude<Next, "ready">; sha256: string | null; ticket: UploadTicket; sent: number };

/** A document that is to be replaced, by the name that it had then. */
export type Replacement = { id: string; name: string };

/** What a report is: the slug of its type, its year, and the part of it, where it is about no more. */
export type ReportAim = { reportType: string; year: number; term?: number };

/** One file in the queue. The file's bytes are held beside the queue, not in it. */
export type UploadItem = {
  id: string;
  name: string;
  size: number;
  contentType: string;
  /** What it becomes: decided where it was added, whatever is shown since. */
  kind: Kind;
  /** The document of which it becomes the next version. */
  replaces?: Replacement;
  /** The id of the student whom it is about, likewise; not of files of an earlier visit, which the server knows. */
  student?: string;
  /** The id of the record class that it is of, likewise. */
  recordClass?: string;
  /** Of a report, likewise. */
  report?: ReportAim;
  /** Tries that have failed since the person last asked for the file. */
  tries: number;
  /** To be read before it is sent, although it is large: there is a file of this size already. */
  readFirst?: true;
  /** The person wants it in any case. */
  keepBoth?: true;
  step: Step;
};

/** Whether nothing more happens to the file by itself, or at the person's word alone. */
export function isSettled(item: UploadItem): boolean {
  return ["stored", "failed", "absent", "here"].includes(item.step.at);
}

/** Whether the file is sent in parts, and is open at the server: it can go on another time. */
export function canWait({ step }: UploadItem): boolean {
  const open = step.at === "failed" ? step.resume?.ticket : "ticket" in step ? step.ticket : null;
  return open?.method === "multipart";
}

/** Bytes of the file that have left the browser. */
export function sentBytes(item: UploadItem): number {
  const { step } = item;
  if (step.at === "pausing" && step.next === "checking") return item.size;
  if ("sent" in step) return Math.min(step.sent, item.size);
  return step.at === "checking" || step.at === "stored" ? item.size : 0;
}
