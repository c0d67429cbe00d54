import { randomBytes } from "node:crypto";
import type { Actor } from "#lib/auth/actor.ts";
import { multipartThreshold } from "#lib/storage/capabilities.ts";
import type { SentPart } from "#lib/storage/multipart.ts";
import { pngFile, TYPES } from "#lib/testing/sample-files.ts";
import { signParts } from "#lib/uploads/multipart.ts";
import { partRange } from "#lib/uploads/parts.ts";
import { requestUploads } from "#lib/uploads/request.ts";
import type { PartsTicket, PartTicket, UploadRequest } from "#lib/uploads/types.ts";

/** A picture large enough to be sent in parts, by its beginning and its end; in between is noise. */
export function largePicture(size = multipartThreshold() + 1): Buffer {
  const picture = pngFile();
  const noise = Buffer.alloc(size - picture.length, randomBytes(65_521));
  const end = picture.length - 12;
  return Buffer.concat([picture.subarray(0, end), noise, picture.subarray(end)]);
}

/** What a page asks for a large file. */
export const largeRequest = (bytes: Uint8Array, more: Partial<UploadRequest> = {}): UploadRequest => ({
  kind: "media",
  filename: "mural.png",
  contentType: TYPES.png,
  size: bytes.length,
  ...more,
});

/** An open multipart upload for these bytes. */
export async function partsTicket(
  actor: Actor,
  bytes: Uint8Array,
  more: Partial<UploadRequest> = {},
): Promise<PartsTicket> {
  const [answer] = await requestUploads(actor, [largeRequest(bytes, more)]);
  if (!answer?.ok) throw new Error(`It was refused: ${answer?.code}`);
  if (answer.upload.method !== "multipart") throw new Error(`It was a ${answer.upload.method}.`);
  return answer.upload;
}

/** Sends one part as signed, but for the headers in `more`. */
export function sendPart(
  part: PartTicket,
  bytes: Uint8Array,
  more: Record<string, string> = {},
): Promise<Response> {
  return fetch(part.url, {
    method: "PUT",
    headers: { ...part.headers, ...more },
    body: new Uint8Array(bytes),
  });
}

/** The bytes of part `number`. */
export function partOf(ticket: PartsTicket, bytes: Buffer, number: number): Buffer {
  const { start, end } = partRange(bytes.length, ticket.partSize, number);
  return bytes.subarray(start, end);
}

/** Sends parts, all when none are named, and has those signed that were not yet; answers their tags. */
export async function sendParts(
  actor: Actor,
  ticket: PartsTicket,
  bytes: Buffer,
  numbers = Array.from({ length: ticket.partCount }, (_, at) => at + 1),
): Promise<SentPart[]> {
  const along = ticket.signed.parts.filter(({ number }) => numbers.includes(number));
  const others = numbers.filter((number) => along.every((part) => part.number !== number));
  const later = others.length === 0 ? [] : (await signParts(actor, ticket.uploadId, others)).parts;
  const parts = [...along, ...later];
  const sent: SentPart[] = [];
  for (const part of parts) {
    const answer = await sendPart(part, partOf(ticket, bytes, part.number));
    if (!answer.ok) throw new Error(`The store answered ${answer.status}.`);
    sent.push({ number: part.number, etag: answer.headers.get("etag") ?? "" });
  }
  return sent;
}
