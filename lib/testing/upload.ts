import type { Actor } from "#lib/auth/actor.ts";
import { config } from "#lib/config.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";
import { pdfFile, sha256Of, TYPES } from "#lib/testing/sample-files.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { requestUploads } from "#lib/uploads/request.ts";
import type { UploadAnswer, UploadRequest, WholeTicket } from "#lib/uploads/types.ts";

/** The ways a file can take to the bucket. A PUT without a checksum is what a caller gets who gives none. */
export const WAYS = ["post", "put", "put without checksum"] as const;
export type Way = (typeof WAYS)[number];

/** What a page asks for these bytes. */
export function requestFor(bytes: Uint8Array, more: Partial<UploadRequest> = {}): UploadRequest {
  return {
    kind: "document",
    filename: "plan.pdf",
    contentType: TYPES.pdf,
    size: bytes.length,
    sha256: sha256Of(bytes),
    ...more,
  };
}

/** Does `work` with the operator's choice of method set, as `R2_UPLOAD_METHOD` would. */
export async function withMethod<T>(method: "auto" | "post" | "put", work: () => Promise<T>): Promise<T> {
  const settings = config();
  const before = settings.R2_UPLOAD_METHOD;
  settings.R2_UPLOAD_METHOD = method;
  try {
    return await work();
  } finally {
    settings.R2_UPLOAD_METHOD = before;
  }
}

/** The answer to a request for one file. */
export async function askOne(actor: Actor, file: UploadRequest, way: Way = "post"): Promise<UploadAnswer> {
  const { sha256, ...rest } = file;
  const wanted = way === "put without checksum" ? rest : { ...rest, sha256 };
  const [answer] = await withMethod(way === "post" ? "post" : "put", () => requestUploads(actor, [wanted]));
  if (answer === undefined) throw new Error("There was no answer.");
  return answer;
}

/** A signed request for these bytes. */
export async function ticketFor(
  actor: Actor,
  bytes: Uint8Array,
  more: Partial<UploadRequest> = {},
  way: Way = "post",
): Promise<WholeTicket> {
  const answer = await askOne(actor, requestFor(bytes, more), way);
  if (!answer.ok) throw new Error(`It was refused: ${answer.code}`);
  if (answer.upload.method === "multipart") throw new Error("It is sent in parts.");
  return answer.upload;
}

/** Sends bytes as the ticket says, as a browser would; answers the store's status. */
export async function sendTicket(ticket: WholeTicket, bytes: Uint8Array): Promise<number> {
  const body = new Blob([new Uint8Array(bytes)]);
  if (ticket.method === "put") {
    return (await fetch(ticket.url, { method: "PUT", headers: ticket.headers, body })).status;
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
  form.append("file", body);
  return (await fetch(ticket.url, { method: "POST", body: form })).status;
}

/** A ticket whose bytes have arrived. */
export async function arrived(
  actor: Actor,
  bytes: Uint8Array,
  more: Partial<UploadRequest> = {},
  way: Way = "post",
): Promise<WholeTicket> {
  const ticket = await ticketFor(actor, bytes, more, way);
  const status = await sendTicket(ticket, bytes);
  if (status >= 300) throw new Error(`The store answered ${status}.`);
  return ticket;
}

/** Takes a file all the way from request to document. */
export async function storeFile(
  actor: Actor,
  more: Partial<UploadRequest> = {},
  bytes?: Uint8Array,
): Promise<DocumentRecord> {
  const ticket = await arrived(actor, bytes ?? (await pdfFile()), more);
  return (await confirmUpload(actor, ticket.uploadId)).document;
}
