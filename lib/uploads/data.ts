import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { UploadRules } from "#lib/documents/school-policy.ts";
import { contentOf } from "#lib/proofs/data.ts";

export type UploadRow = typeof uploads.$inferSelect;

/** The actor's own upload, or null: those of others do not exist for them. */
export async function findUpload(actor: Actor, uploadId: string): Promise<UploadRow | null> {
  const rows = await database()
    .select()
    .from(uploads)
    .where(
      and(eq(uploads.id, uploadId), eq(uploads.schoolId, actor.schoolId), eq(uploads.userId, actor.userId)),
    );
  return rows[0] ?? null;
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
