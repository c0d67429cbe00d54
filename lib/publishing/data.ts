import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { findReadable } from "#lib/documents/data.ts";
import { publicationOf } from "#lib/publishing/publication.ts";
import type { Publication } from "#lib/publishing/types.ts";

/**
 * What a file is to the public now; null where it is nothing.
 * @throws {AppError} `not_found`, `forbidden`.
 */
export async function findPublication(actor: Actor, documentId: string): Promise<Publication | null> {
  return publicationOf(await findReadable(actor, documentId, { trashToo: true }));
}
