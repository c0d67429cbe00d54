import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";
import type { UploadTicket } from "#lib/uploads/types.ts";

/** Reasons that only the browser can know; their words are under `upload.failures`. */
export type LocalReason = "unreadable" | "connection" | "transfer" | "upload_expired" | "no_worker";

/** Why a file was not uploaded, and whether trying again could help. */
export type Failure = { retry: boolean } & (
  | { from: "browser"; reason: LocalReason }
  | { from: "server"; code: ErrorCode; details: ErrorDetails }
);

/** Where one file is on its way. A ticket is held as long as the server may still have an open upload for it. */
export type Step =
  | { at: "waiting" }
  | { at: "hashing" }
  | { at: "ready"; sha256: string }
  | { at: "signing"; sha256: string }
  | { at: "signed"; sha256: string; ticket: UploadTicket }
  | { at: "sending"; sha256: string; ticket: UploadTicket; sent: number }
  | { at: "checking"; sha256: string; ticket: UploadTicket }
  | { at: "pausing"; until: number; next: "ready" | "checking"; sha256: string; ticket: UploadTicket | null }
  | { at: "stored" }
  /** `resume` is there when the bytes may have arrived: the server is asked again before anything is sent again. */
  | { at: "failed"; failure: Failure; resume: { sha256: string; ticket: UploadTicket } | null };

/** One file in the queue. The file's bytes are held beside the queue, not in it. */
export type UploadItem = {
  id: string;
  name: string;
  size: number;
  contentType: string;
  /** Tries that have failed since the person last asked for the file. */
  tries: number;
  step: Step;
};

/** Whether nothing more happens to the file by itself. */
export function isSettled(item: UploadItem): boolean {
  return item.step.at === "stored" || item.step.at === "failed";
}

/** Bytes of the file that have left the browser. */
export function sentBytes(item: UploadItem): number {
  const { step } = item;
  if (step.at === "sending") return Math.min(step.sent, item.size);
  if (step.at === "pausing") return step.next === "checking" ? item.size : 0;
  return step.at === "checking" || step.at === "stored" ? item.size : 0;
}
