import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { schools } from "#db/schema/schools.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import type { UploadRules } from "#lib/documents/school-policy.ts";
import { contentOf } from "#lib/proofs/data.ts";

export type UploadRow = typeof uploads.$inferSelect;

/** An upload as it is for the actor: of a document that is restricted for them it knows as little as of one that is gone. */
async function asCleared(actor: Actor, upload: UploadRow): Promise<UploadRow> {
  const { documentId, replacesId } = upload;
  const ids = [documentId, replacesId].filter((id) => id !== null);
  if (actor.can("restricted:read") || ids.length === 0) return upload;
  const there = await database()
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.schoolId, upload.schoolId), inArray(documents.id, ids), ofClearance(actor)));
  const known = new Set(there.map(({ id }) => id));
  const orNull = (id: string | null) => (id !== null && known.has(id) ? id : null);
  return { ...upload, documentId: orNull(documentId), replacesId: orNull(replacesId) };
}

/** The actor's own upload, or null: those of others do not exist for them, and neither do documents that are restricted. */
export async function findUpload(actor: Actor, uploadId: string): Promise<UploadRow | null> {
  const rows = await database()
    .select()
    .from(uploads)
    .where(
      and(eq(uploads.id, uploadId), eq(uploads.schoolId, actor.schoolId), eq(uploads.userId, actor.userId)),
    );
  return rows[0] === undefined ? null : asCleared(actor, rows[0]);
}

/** What the school has decided about the files that it takes, as it is now. */
export async function uploadRulesOf(schoolId: string): Promise<UploadRules> {
  const [row] = await database()
    .select({ rules: schools.uploadRules })
    .from(schools)
    .where(eq(schools.id, schoolId));
  return row?.rules ?? {};
}

/** Whether the checksum of what an upload brought was proven against the stored bytes. */
export async function checksumProven(upload: UploadRow): Promise<boolean> {
  if (upload.documentId === null || upload.objectId === null) return false;
  return (await contentOf(database(), upload.objectId))?.content.sha256VerifiedAt != null;
}
