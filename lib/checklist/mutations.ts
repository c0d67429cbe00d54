import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { checklistItems } from "#db/schema/checklist-items.ts";
import { schools } from "#db/schema/schools.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditAction } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { MAX_ITEMS } from "#lib/checklist/constants.ts";
import { readItems } from "#lib/checklist/data.ts";
import type { ChecklistItem, ItemValues } from "#lib/checklist/types.ts";
import { AppError } from "#lib/errors.ts";
import { classesFor } from "#lib/record-classes/data.ts";
import { foldName } from "#lib/storage/filename.ts";

type Items = readonly ChecklistItem[];

const own = (actor: Actor, id: string) =>
  and(eq(checklistItems.schoolId, actor.schoolId), eq(checklistItems.id, id));

/** Does `work` on the school's checklist while nobody else changes it, and answers it as it is then. */
async function change(
  actor: Actor,
  work: (tx: Transaction, items: Items) => Promise<void>,
): Promise<ChecklistItem[]> {
  await authorize(actor, "settings:manage");
  return database().transaction(async (tx) => {
    await tx
      .select({ id: schools.id })
      .from(schools)
      .where(eq(schools.id, actor.schoolId))
      .for("no key update");
    await work(tx, await readItems(actor, tx));
    return readItems(actor, tx);
  });
}

function find(items: Items, id: string): ChecklistItem {
  const found = items.find((item) => item.id === id);
  if (found === undefined) throw new AppError("checklist_item_not_found");
  return found;
}

/** What a row holds of an item's values. An archived class is given to nothing that does not have it already. */
async function columnsOf(
  tx: Transaction,
  actor: Actor,
  values: ItemValues,
  items: Items,
  before?: ChecklistItem,
) {
  const { name, recordClassId, groups, everyYear } = values;
  const nameKey = foldName(name);
  if (items.some((item) => item.id !== before?.id && foldName(item.name) === nameKey)) {
    throw new AppError("name_taken");
  }
  const found = (await classesFor(actor, tx)).find(({ id }) => id === recordClassId);
  if (found === undefined || (found.archived && before?.recordClassId !== recordClassId)) {
    throw new AppError("record_class_not_found");
  }
  const columns = { name, nameKey, recordClassId, groups: [...groups], everyYear };
  return { columns, details: detailsOf(values, found.name) };
}

const detailsOf = ({ name, groups, everyYear }: ItemValues, className: string) => ({
  name,
  record_class: className,
  groups: groups.join(", "),
  every_year: everyYear,
});

type Details = ReturnType<typeof detailsOf>;

async function trace(
  tx: Transaction,
  actor: Actor,
  action: AuditAction,
  id: string,
  details: Details & { name_before?: string },
) {
  await record(tx, actor, { action, targetType: "checklist_item", targetId: id, details });
}

/**
 * Adds an item behind the others.
 * @throws {AppError} `forbidden`, `name_taken`, `record_class_not_found`, `too_many_checklist_items`.
 */
export async function addItem(actor: Actor, values: ItemValues): Promise<ChecklistItem[]> {
  return change(actor, async (tx, items) => {
    if (items.length >= MAX_ITEMS) throw new AppError("too_many_checklist_items", { limit: MAX_ITEMS });
    const { columns, details } = await columnsOf(tx, actor, values, items);
    const position = sql<number>`(select coalesce(max(position), -1) + 1 from ${checklistItems}
      where school_id = ${actor.schoolId})`;
    const [made] = await tx
      .insert(checklistItems)
      .values({ schoolId: actor.schoolId, ...columns, position })
      .returning({ id: checklistItems.id });
    await trace(tx, actor, "checklist_item.added", made?.id ?? "", details);
  });
}

/**
 * Changes an item: its name, what is it, and of whom it is asked.
 * @throws {AppError} `forbidden`, `checklist_item_not_found`, `name_taken`, `record_class_not_found`.
 */
export async function changeItem(actor: Actor, id: string, values: ItemValues): Promise<ChecklistItem[]> {
  return change(actor, async (tx, items) => {
    const before = find(items, id);
    const { columns, details } = await columnsOf(tx, actor, values, items, before);
    const was = detailsOf(before, before.className);
    if (JSON.stringify(was) === JSON.stringify(details) && before.recordClassId === columns.recordClassId)
      return;
    await tx.update(checklistItems).set(columns).where(own(actor, id));
    const renamed = before.name === columns.name ? {} : { name_before: before.name };
    await trace(tx, actor, "checklist_item.changed", id, { ...details, ...renamed });
  });
}

/**
 * Moves an item one place up or down; at the end of the row it stays where it is.
 * @throws {AppError} `forbidden`, `checklist_item_not_found`.
 */
export async function moveItem(actor: Actor, id: string, by: -1 | 1): Promise<ChecklistItem[]> {
  return change(actor, async (tx, items) => {
    find(items, id);
    const ids = items.map((item) => item.id);
    const at = ids.indexOf(id);
    const to = Math.min(Math.max(at + by, 0), ids.length - 1);
    if (to === at) return;
    for (const [position, one] of ids.toSpliced(at, 1).toSpliced(to, 0, id).entries()) {
      await tx.update(checklistItems).set({ position }).where(own(actor, one));
    }
  });
}

/**
 * Takes an item off the checklist. No file changes by it.
 * @throws {AppError} `forbidden`, `checklist_item_not_found`.
 */
export async function removeItem(actor: Actor, id: string): Promise<ChecklistItem[]> {
  return change(actor, async (tx, items) => {
    const before = find(items, id);
    await tx.delete(checklistItems).where(own(actor, id));
    await trace(tx, actor, "checklist_item.removed", id, detailsOf(before, before.className));
  });
}
