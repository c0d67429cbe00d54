import "server-only";
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { documents } from "#db/schema/documents.ts";
import { students } from "#db/schema/students.ts";
import { LISTED } from "#lib/storage-report/constants.ts";
import type { GroupShare, Sum } from "#lib/storage-report/types.ts";

type Row = Sum & { of: "group" | "ungrouped" | "several" | "nobody"; group: string | null };

const toShare = ({ of, group, bytes, objects }: Row): GroupShare =>
  of === "group" ? { of, group: group ?? "", bytes, objects } : { of, group: null, bytes, objects };

/**
 * A school's live documents by the class or year group of the students whom they are about. One that is about students
 * of several stands apart, so that no byte is counted twice.
 */
export async function divideByGroup(
  db: Database | Transaction,
  school: { id: string; restricted: boolean },
): Promise<GroupShare[]> {
  const rows = await db.execute<Row>(sql`
    with about as (
      select ${documentStudents.documentId} as document, min(${students.group}) as name,
        count(distinct coalesce(${students.group}, '')) as names
      from ${documentStudents} join ${students}
        on ${students.schoolId} = ${documentStudents.schoolId} and ${students.id} = ${documentStudents.studentId}
      where ${documentStudents.schoolId} = ${school.id} group by 1
    ), live as (
      select ${documents.fileSize} as size, about.name as name, case
          when about.document is null then 'nobody' when about.names > 1 then 'several'
          when about.name is null then 'ungrouped' else 'group' end as sort
      from ${documents} left join about on about.document = ${documents.id}
      where ${documents.schoolId} = ${school.id} and ${documents.deletedAt} is null
        and ${school.restricted ? sql`true` : sql`not ${documents.restricted}`}
    )
    select sort as of, case when sort = 'group' then name end as "group",
      sum(size)::float8 as bytes, count(*)::float8 as objects
    from live group by 1, 2 order by bytes desc, objects desc, 2`);
  const rest = rows.slice(LISTED);
  const sum = (name: keyof Sum) => rest.reduce((total, row) => total + row[name], 0);
  return [
    ...rows.slice(0, LISTED).map(toShare),
    ...(rest.length > 0
      ? [{ of: "others" as const, group: null, bytes: sum("bytes"), objects: sum("objects") }]
      : []),
  ];
}
