import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { bulkActionItems } from "#db/schema/bulk-actions.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { BulkRow } from "#lib/bulk/end.mutations.ts";
import type { BulkBefore, BulkChange } from "#lib/bulk/types.ts";
import { type Change, describeRows } from "#lib/documents/describe-rows.mutations.ts";
import type { LockedRow } from "#lib/documents/rows.mutations.ts";
import { classesFor } from "#lib/record-classes/data.ts";
import { announceDocuments } from "#lib/webhooks/emit.mutations.ts";

type Subject = AuditSubject & { schoolId: string };

/** What a change says of rows. */
function changeOf(change: BulkChange): Change {
  switch (change.field) {
    case "class":
      return { recordClass: change.id === null ? null : { id: change.id, name: change.name ?? "" } };
    case "year":
      return { year: change.year };
    case "addTag":
      return { add: [change] };
    default:
      return { remove: [change] };
  }
}

/** What a row has where a change is about to say something else. */
function valueOf(row: LockedRow, change: BulkChange): BulkBefore["value"] {
  if (change.field === "class") return row.recordClassId;
  return change.field === "year" ? row.year : null;
}

/** Rows by what is known of each. */
function grouped<Key>(rows: readonly LockedRow[], keyOf: (row: LockedRow) => Key): Map<Key, LockedRow[]> {
  const groups = new Map<Key, LockedRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    group.push(row);
    groups.set(keyOf(row), group);
  }
  return groups;
}

/** Says of locked rows what an action says, and keeps what was there before, by which it can be taken back. */
export async function describeBatch(
  tx: Transaction,
  subject: Subject,
  action: BulkRow,
  rows: readonly LockedRow[],
): Promise<void> {
  const { change } = action;
  if (change === null || rows.length === 0) return;
  const changed = await describeRows(tx, subject, rows, changeOf(change));
  const news = rows.filter(({ id }) => changed.has(id));
  for (const [value, group] of grouped(news, (row) => valueOf(row, change))) {
    const ids = group.map(({ id }) => id);
    await tx
      .update(bulkActionItems)
      .set({ before: { value } })
      .where(and(eq(bulkActionItems.actionId, action.id), inArray(bulkActionItems.documentId, ids)));
  }
  await announceDocuments(tx, subject.schoolId, "document.updated", [...changed]);
}

/** Whether a row still is what the action that is taken back has made of it. */
export function isAsSaid(row: LockedRow, change: BulkChange | null): boolean {
  if (change?.field === "class") return row.recordClassId === change.id;
  return change?.field === "year" ? row.year === change.year : true;
}

/** What takes a change back where something else was before. */
async function backTo(tx: Transaction, actor: Actor, change: BulkChange, value: BulkBefore["value"]) {
  switch (change.field) {
    case "class": {
      // One that was restricted since is not theirs to give any more.
      const classes = await classesFor(actor, tx);
      return { recordClass: classes.find(({ id }) => id === value) ?? null };
    }
    case "year":
      return { year: typeof value === "number" ? value : null };
    case "addTag":
      return { remove: [change] };
    default:
      return { add: [change] };
  }
}

/** Says of locked rows again what was said of each before. */
export async function undescribeBatch(
  tx: Transaction,
  actor: Actor,
  change: BulkChange | null,
  rows: readonly LockedRow[],
  before: ReadonlyMap<string, BulkBefore | null>,
): Promise<void> {
  if (change === null) return;
  for (const [value, group] of grouped(rows, ({ id }) => before.get(id)?.value ?? null)) {
    const changed = await describeRows(tx, actor, group, await backTo(tx, actor, change, value));
    await announceDocuments(tx, actor.schoolId, "document.updated", [...changed]);
  }
}

/** Whether the owner of an action may still say what it says: a class may have been restricted since it began. */
export async function maySay(tx: Transaction, actor: Actor, { action, change }: BulkRow): Promise<boolean> {
  if (action !== "describe" || change?.field !== "class" || change.id === null) return true;
  return (await classesFor(actor, tx)).some(({ id }) => id === change.id);
}
