import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
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

/** The checklist of a school in its order, read in `tx` where one is given; the caller has authorized. */
export async function readItems(
  { schoolId }: Pick<Actor, "schoolId">,
  tx: Transaction | Database = database(),
): Promise<ChecklistItem[]> {
  return tx
    .select(ITEM_COLUMNS)
    .from(checklistItems)
    .innerJoin(recordClasses, ITS_CLASS)
    .where(eq(checklistItems.schoolId, schoolId))
    .orderBy(asc(checklistItems.position), asc(checklistItems.id));
}

/**
 * What each student of the actor's school should have, in order. There are at most `MAX_ITEMS`.
 * @throws {AppError} `forbidden`.
 */
export async function listItems(actor: Actor): Promise<ChecklistItem[]> {
  await authorize(actor, "students:read");
  return readItems(actor);
}
