import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { schools } from "#db/schema/schools.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { UploadRules } from "#lib/documents/school-policy.ts";

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

/** Whether the checksum of an upload's document was proven against the stored bytes. */
export async function checksumProven(upload: UploadRow): Promise<boolean> {
  if (upload.documentId === null) return false;
  const [row] = await database()
    .select({ at: documents.sha256VerifiedAt })
    .from(documents)
    .where(and(eq(documents.id, upload.documentId), eq(documents.schoolId, upload.schoolId)));
  return row !== undefined && row.at !== null;
}
