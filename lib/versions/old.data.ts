import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { visible } from "#lib/documents/data.ts";
import type { OldVersions } from "#lib/versions/types.ts";

/** Holds rows of documents to those with old versions that came up to a moment. */
export const hasOldVersions = (upTo: Date): SQL => sql`exists (
  select from ${documentVersions} where ${documentVersions.schoolId} = ${documents.schoolId}
    and ${documentVersions.documentId} = ${documents.id}
    and ${documentVersions.uploadedAt} <= ${upTo.toISOString()}::timestamptz)`;

/**
 * What would be lost with the old versions that are so many days old: of one document, or of all that are not in the
 * trash, whose own versions go with them.
 * @throws {AppError} `forbidden`.
 */
export async function countOldVersions(
  actor: Actor,
  asked: { days: number; documentId: string | null },
): Promise<OldVersions> {
  await authorize(actor, "trash:purge");
  const upTo = new Date(Date.now() - asked.days * 86_400_000);
  const [row] = await database()
    .select({
      versions: sql<number>`count(*)::int`,
      files: sql<number>`count(distinct ${documents.id})::int`,
      bytes: sql<number>`coalesce(sum(${documentVersions.fileSize}), 0)::float8`,
    })
    .from(documentVersions)
    .innerJoin(
      documents,
      and(eq(documents.schoolId, documentVersions.schoolId), eq(documents.id, documentVersions.documentId)),
    )
    .where(
      and(
        await visible(actor, { view: "live" }),
        eq(documentVersions.schoolId, actor.schoolId),
        asked.documentId === null ? undefined : eq(documentVersions.documentId, asked.documentId),
        sql`${documentVersions.uploadedAt} <= ${upTo.toISOString()}::timestamptz`,
      ),
    );
  const { versions = 0, files = 0, bytes = 0 } = row ?? {};
  return { versions, files, bytes, upTo: upTo.toISOString() };
}
