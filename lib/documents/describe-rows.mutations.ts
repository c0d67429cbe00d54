import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { documentTags } from "#db/schema/tags.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditEvent, AuditSubject } from "#lib/audit/types.ts";
import { recountRestricted } from "#lib/documents/recount-restricted.mutations.ts";
import type { LockedRow } from "#lib/documents/rows.mutations.ts";
import { withdrawHidden } from "#lib/publishing/withdraw.mutations.ts";
import { readClasses } from "#lib/record-classes/data.ts";
import type { Tag } from "#lib/tags/types.ts";

/** What is to be said of rows; what is not given stays. */
export type Change = {
  recordClass?: { id: string; name: string } | null;
  year?: number | null;
  notes?: string | null;
  add?: readonly Tag[];
  remove?: readonly Tag[];
};

type Details = NonNullable<AuditEvent["details"]>;

const inRow = (tags: readonly Tag[]) => tags.map(({ name }) => name).join(", ");

/** What a change is to one row's columns, for the audit: nothing where it is so already. What notes say stays out of it. */
function columnDetails(row: LockedRow, change: Change, classNames: ReadonlyMap<string, string>): Details {
  const details: Details = {};
  const { recordClass, year, notes } = change;
  if (recordClass !== undefined && (recordClass?.id ?? null) !== row.recordClassId) {
    details.record_class_before = row.recordClassId && (classNames.get(row.recordClassId) ?? null);
    details.record_class = recordClass?.name ?? null;
  }
  if (year !== undefined && year !== row.year) {
    details.year_before = row.year;
    details.year = year;
  }
  if (notes !== undefined && notes !== row.notes) {
    details.notes = notes === null ? "removed" : row.notes === null ? "added" : "changed";
  }
  return details;
}

async function addTags(tx: Transaction, schoolId: string, ids: readonly string[], tags: readonly Tag[]) {
  if (tags.length === 0) return [];
  const links = ids.flatMap((documentId) => tags.map(({ id }) => ({ schoolId, documentId, tagId: id })));
  return tx.insert(documentTags).values(links).onConflictDoNothing().returning();
}

async function removeTags(tx: Transaction, schoolId: string, ids: readonly string[], tags: readonly Tag[]) {
  if (tags.length === 0) return [];
  return tx
    .delete(documentTags)
    .where(
      and(
        eq(documentTags.schoolId, schoolId),
        inArray(documentTags.documentId, [...ids]),
        inArray(
          documentTags.tagId,
          tags.map(({ id }) => id),
        ),
      ),
    )
    .returning();
}

/**
 * Says of locked rows of one school what a change says, with the audit. The caller has authorized.
 * @returns the ids of those to which it was news.
 */
export async function describeRows(
  tx: Transaction,
  subject: AuditSubject & { schoolId: string },
  rows: readonly LockedRow[],
  change: Change,
): Promise<Set<string>> {
  const { schoolId } = subject;
  const { recordClass, year, notes, add = [], remove = [] } = change;
  if (rows.length === 0) return new Set();
  const classes = recordClass === undefined ? [] : await readClasses({ schoolId }, tx);
  const classNames = new Map(classes.map(({ id, name }) => [id, name]));
  const told = new Map(rows.map((row) => [row.id, columnDetails(row, change, classNames)]));
  const columns = rows.filter(({ id }) => Object.keys(told.get(id) ?? {}).length > 0).map(({ id }) => id);
  const hidden = new Set<string>();
  if (columns.length > 0) {
    const updated = await tx
      .update(documents)
      .set({
        ...(recordClass !== undefined && { recordClassId: recordClass?.id ?? null }),
        ...(year !== undefined && { year }),
        ...(notes !== undefined && { notes }),
      })
      .where(and(eq(documents.schoolId, schoolId), inArray(documents.id, columns)))
      .returning({ id: documents.id, restricted: documents.restricted });
    // The class may have been restricted since it was read: the rows say it.
    for (const { id, restricted } of updated) if (restricted) hidden.add(id);
  }
  await withdrawHidden(
    tx,
    subject,
    rows.filter(({ id }) => hidden.has(id)),
  );
  const ids = rows.map(({ id }) => id);
  const added = await addTags(tx, schoolId, ids, add);
  const removed = await removeTags(tx, schoolId, ids, remove);
  const events: AuditEvent[] = [];
  for (const [id, details] of told) {
    const of = (links: typeof added, tags: readonly Tag[]) =>
      tags.filter((tag) => links.some((link) => link.documentId === id && link.tagId === tag.id));
    const [came, went] = [of(added, add), of(removed, remove)];
    if (came.length > 0) details.tags_added = inRow(came);
    if (went.length > 0) details.tags_removed = inRow(went);
    if (Object.keys(details).length === 0) continue;
    events.push({ action: "document.described", targetType: "document", targetId: id, details });
  }
  await record(tx, subject, events);
  if (recordClass !== undefined && (hidden.size > 0 || rows.some(({ restricted }) => restricted))) {
    await recountRestricted(tx, schoolId, inArray(documents.id, ids));
  }
  return new Set(events.map(({ targetId }) => targetId ?? ""));
}
