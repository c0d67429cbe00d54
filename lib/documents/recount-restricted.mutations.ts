import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { addCounts, type Change, HELD } from "#lib/documents/counters.mutations.ts";
import { forgetReport } from "#lib/storage-report/forget.mutations.ts";
import type { StoredKind } from "#lib/usage/constants.ts";

type Row = { kind: StoredKind; restricted: boolean } & Record<(typeof HELD)[number], number>;

/**
 * Counts documents of a school as restricted, or not any more, that have become so, in the transaction in which they do
 * and last in it. What an object was counted as stands in its row; a public copy is counted by itself until it is gone.
 * @param which documents are looked through; those of which nothing has changed may be among them.
 */
export async function recountRestricted(tx: Transaction, schoolId: string, which: SQL): Promise<void> {
  const rows = await tx.execute<Row>(sql`
    with moved as materialized (
      select ${documents.id} as id, ${documents.kind} as kind, ${documents.restricted} as restricted,
        ${documents.fileSize} as size, ${documents.deletedAt} is not null as gone, ${documents.objectId} as object_id,
        ${documents.thumbnailObjectId} as thumbnail_id
      from ${documents} join ${objects} on ${objects.id} = ${documents.objectId}
      where ${and(eq(documents.schoolId, schoolId), which)} and ${objects.restricted} <> ${documents.restricted}
    ), old as (
      select moved.kind, moved.restricted, v.object_id, v.file_size as size
      from ${documentVersions} v join moved on moved.id = v.document_id
    ), held as (
      update ${objects} o set restricted = its.restricted from (
        select object_id, kind, restricted from moved
        union all select thumbnail_id, 'thumbnail', restricted from moved where thumbnail_id is not null
        union all select object_id, kind, restricted from old
      ) its where o.id = its.object_id
      returning its.kind, its.restricted, o.stored_bytes
    )
    select kind, restricted, sum(bytes)::float8 as bytes, sum(objects)::float8 as objects,
      sum(trash_bytes)::float8 as "trashBytes", sum(trash_objects)::float8 as "trashObjects",
      sum(version_bytes)::float8 as "versionBytes", sum(version_objects)::float8 as "versionObjects",
      sum(stored_bytes)::float8 as "storedBytes", sum(stored_objects)::float8 as "storedObjects"
    from (
      select kind, restricted, case when gone then 0 else size end as bytes, (not gone)::int as objects,
        case when gone then size else 0 end as trash_bytes, gone::int as trash_objects, 0 as version_bytes,
        0 as version_objects, 0 as stored_bytes, 0 as stored_objects from moved
      union all select kind, restricted, 0, 0, 0, 0, size, 1, 0, 0 from old
      union all select kind, restricted, 0, 0, 0, 0, 0, 0, stored_bytes, 1 from held where stored_bytes is not null
    ) counts group by 1, 2`);
  const changes = rows.flatMap(({ kind, restricted, ...sums }): Change[] => {
    const taken = Object.fromEntries(HELD.map((name) => [name, -sums[name]]));
    const [from, to] = restricted ? [kind, "restricted" as const] : ["restricted" as const, kind];
    return [
      { kind: from, ...taken },
      { kind: to, ...sums },
    ];
  });
  if (changes.length === 0) return;
  await forgetReport(tx, schoolId);
  await addCounts(tx, schoolId, changes);
}
