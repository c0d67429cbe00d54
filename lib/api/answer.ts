import { presentDocument } from "#lib/api/document.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";

/** A document as the whole answer; 201 says where it is from now on. */
export function documentAnswer(actor: Actor, record: DocumentRecord, status: 200 | 201 = 200): Response {
  const headers = status === 201 ? { Location: `/api/v1/documents/${record.id}` } : {};
  return Response.json(presentDocument(actor, record), { status, headers });
}
