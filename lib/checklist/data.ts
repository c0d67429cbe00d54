import "server-only";
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { checklistItems } from "#db/schema/checklist-items.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import type { ChecklistItem } from "#lib/checklist/types.ts";

/** What an item is made of; `record_classes` is its class. */
export const ITEM_COLUMNS = {
  id: checklistItems.id,
  name: checklistItems.name,
  recordClassId: checklistItems.recordClassId,
  groups: checklistItems.groups,
  everyYear: checklistItems.everyYear,
  className: recordClasses.name,
  classArchived: sql<boolean>`${recordClasses.archivedAt} is not null`,
};

export const ITS_CLASS = and(
  eq(recordClasses.schoolId, checklistItems.schoolId),
  eq(recordClasses.id, checklistItems.recordClassId),
);

/**
 * The checklist of a school in its order, read in `tx` where one is given; the caller has authorized.
 * @param which holds the items to some of them.
 */
export async function readItems(
  { schoolId }: Pick<Actor, "schoolId">,
  tx: Transaction | Database = database(),
  which?: SQL,
): Promise<ChecklistItem[]> {
  return tx
    .select(ITEM_COLUMNS)
    .from(checklistItems)
    .innerJoin(recordClasses, ITS_CLASS)
    .where(and(eq(checklistItems.schoolId, schoolId), which))
    .orderBy(asc(checklistItems.position), asc(checklistItems.id));
}

/** Holds items to those that the actor may know of: one of a restricted class tells what is kept of students. */
export function knownItems(actor: Actor): SQL | undefined {
  if (actor.can("restricted:read")) return undefined;
  return sql`not exists (select from ${recordClasses} secret where secret.school_id = ${checklistItems.schoolId}
    and secret.id = ${checklistItems.recordClassId} and secret.restricted)`;
}

/**
 * What each student of the actor's school should have, in order, as far as the actor may know. There are at most `MAX_ITEMS`.
 * @throws {AppError} `forbidden`.
 */
export async function listItems(actor: Actor): Promise<ChecklistItem[]> {
  await authorize(actor, "students:read");
  return readItems(actor, database(), knownItems(actor));
}
