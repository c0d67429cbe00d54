import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { type DocumentQuery, listDocuments } from "#lib/documents/data.ts";
import type { DocumentPage } from "#lib/documents/types.ts";
import type { Shown } from "#lib/media/constants.ts";

const NARROWED: Readonly<Record<Shown, Partial<DocumentQuery>>> = {
  all: {},
  public: { isPublic: true },
  private: { isPublic: false },
  undescribed: { type: "image", undescribed: true },
};

/**
 * One page of the school's media, the newest first.
 * @throws {AppError} `forbidden`, `invalid_cursor`.
 */
export async function listMedia(
  actor: Actor,
  shown: Shown,
  cursor: string | null = null,
): Promise<DocumentPage> {
  return listDocuments(actor, { view: "live", kind: "media", cursor, ...NARROWED[shown] });
}
