import type { Actor } from "#lib/auth/actor.ts";
import { uploadRow } from "#lib/testing/rows.ts";
import { ticketFor, type Way } from "#lib/testing/upload.ts";

/** A signed PUT, and the key that it writes. */
export type SignedPut = { uploadId: string; url: string; headers: Record<string, string>; key: string };

/** A signed PUT for these bytes. */
export async function signedPut(
  actor: Actor,
  bytes: Uint8Array,
  way: Way = "put",
  filename = "plan.pdf",
): Promise<SignedPut> {
  const ticket = await ticketFor(actor, bytes, { filename }, way);
  if (ticket.method !== "put") throw new Error(`It was a ${ticket.method}.`);
  return { ...ticket, key: (await uploadRow(ticket.uploadId)).key };
}

/** Sends bytes as signed, but for the headers in `more`; answers what the store answered. */
export function sendPut(
  { url, headers }: SignedPut,
  bytes: Uint8Array,
  more: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, { method: "PUT", headers: { ...headers, ...more }, body: new Uint8Array(bytes) });
}

/** Other bytes of the same length, which begin and end alike. */
export function forged(bytes: Uint8Array): Buffer {
  const other = Buffer.from(bytes);
  other.write("FORGED", other.length - 40);
  return other;
}
