import "server-only";
import { and, eq, inArray, ne } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { users } from "#db/schema/users.ts";
import { type DocumentFacts, presentFacts } from "#lib/api/document.ts";
import { ITS_COPY, published, ROW_COLUMNS } from "#lib/documents/columns.data.ts";
import { NOTHING_SAID, readDescriptions } from "#lib/documents/description.data.ts";
import { recordFacts } from "#lib/documents/item.ts";
import { linkedStudents } from "#lib/documents/linked.data.ts";

/**
 * Documents as the API writes them for those who have no right to their keys, in the order of their ids. Files of messages
 * are not among them: of those nobody knows but their readers, whoever sees to a school's webhooks included.
 */
export async function documentPayloads(
  tx: Transaction,
  schoolId: string,
  documentIds: readonly string[],
): Promise<{ restricted: boolean; payload: DocumentFacts }[]> {
  const rows = await tx
    .select(ROW_COLUMNS)
    .from(documents)
    .innerJoin(users, eq(users.id, documents.uploadedBy))
    .leftJoin(published, ITS_COPY)
    .where(
      and(
        eq(documents.schoolId, schoolId),
        inArray(documents.id, [...documentIds]),
        ne(documents.kind, "attachment"),
      ),
    )
    .orderBy(documents.id);
  const described = await readDescriptions(schoolId, documentIds, tx);
  const students = await linkedStudents(schoolId, documentIds, tx);
  return rows.map((row) => ({
    restricted: row.restricted,
    payload: presentFacts(
      recordFacts(row, described.get(row.id) ?? NOTHING_SAID, students.get(row.id) ?? []),
    ),
  }));
}
