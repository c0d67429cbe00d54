import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { ITS_COPY, published, ROW_COLUMNS } from "#lib/documents/columns.data.ts";
import { visible } from "#lib/documents/data.ts";
import { toItem } from "#lib/documents/item.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import { LISTED } from "#lib/storage-report/constants.ts";
import type { Sum } from "#lib/storage-report/types.ts";

/** The live documents of a school whose old versions take most together, by id. */
export async function findVersions(
  db: Database | Transaction,
  school: { id: string; restricted: boolean },
): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select ${documentVersions.documentId} as id from ${documentVersions} join ${documents}
      on ${documents.schoolId} = ${documentVersions.schoolId} and ${documents.id} = ${documentVersions.documentId}
    where ${documentVersions.schoolId} = ${school.id} and ${documents.deletedAt} is null
      and ${school.restricted ? sql`true` : sql`not ${documents.restricted}`}
    group by 1 order by sum(${documentVersions.fileSize}) desc, 1 limit ${LISTED}`);
  return rows.map(({ id }) => id);
}

/** A document with what its old versions take. */
export type Replaced = { file: DocumentItem; old: Sum };

/** Of these documents those in view of the actor that have old versions now, what takes most first. */
export async function withVersions(actor: Actor, ids: readonly string[]): Promise<Replaced[]> {
  if (ids.length === 0) return [];
  const old = database()
    .select({
      id: documentVersions.documentId,
      bytes: sql<number>`sum(${documentVersions.fileSize})::float8`.as("bytes"),
      objects: sql<number>`count(*)::float8`.as("objects"),
    })
    .from(documentVersions)
    .where(and(eq(documentVersions.schoolId, actor.schoolId), inArray(documentVersions.documentId, [...ids])))
    .groupBy(documentVersions.documentId)
    .as("old");
  const rows = await database()
    .select({ ...ROW_COLUMNS, oldBytes: old.bytes, oldObjects: old.objects })
    .from(documents)
    .innerJoin(old, eq(old.id, documents.id))
    .innerJoin(users, eq(users.id, documents.uploadedBy))
    .leftJoin(published, ITS_COPY)
    .where(await visible(actor, { view: "live" }))
    .orderBy(sql`${old.bytes} desc`, documents.id);
  return rows.map(({ oldBytes, oldObjects, ...row }) => ({
    file: toItem(actor, row),
    old: { bytes: oldBytes, objects: oldObjects },
  }));
}
