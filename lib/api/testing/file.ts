import { createHash } from "node:crypto";
import { call } from "#lib/api/testing/call.ts";
import { type Caller } from "#lib/api/testing/school.ts";

export const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A small PDF that no other one equals. */
export function pdf(text: string = crypto.randomUUID()): Buffer {
  return Buffer.from(`%PDF-1.7\n% ${text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
}

/** Asks for an upload of `bytes`; what is given in `more` stands above what they say. */
export async function request(as: Caller, bytes: Uint8Array, more: Record<string, unknown> = {}) {
  const file = { filename: "plan.pdf", content_type: "application/pdf", size: bytes.length };
  return call("POST", "/api/v1/uploads", { as, json: { ...file, sha256: sha256Of(bytes), ...more } });
}

/** Sends `bytes` to the store as a ticket says; answers the store's status. */
export async function send(ticket: Record<string, unknown>, bytes: Uint8Array): Promise<number> {
  const blob = new Blob([new Uint8Array(bytes)]);
  if (ticket.method === "put") {
    const headers = ticket.headers as Record<string, string>;
    return (await fetch(String(ticket.url), { method: "PUT", headers, body: blob })).status;
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.fields as Record<string, string>))
    form.append(name, value);
  form.append("file", blob);
  return (await fetch(String(ticket.url), { method: "POST", body: form })).status;
}

/** Uploads `bytes` from beginning to end, and answers the document. */
export async function upload(as: Caller, bytes = pdf(), more: Record<string, unknown> = {}) {
  const ticket = (await request(as, bytes, more)).json;
  await send(ticket, bytes);
  const done = await call("POST", `/api/v1/uploads/${String(ticket.upload_id)}/complete`, { as });
  if (done.status !== 201) throw new Error(`Completing answered ${done.status}: ${done.bytes.toString()}`);
  return done.json as { id: string; filename: string; uploaded_at: string } & Record<string, unknown>;
}
