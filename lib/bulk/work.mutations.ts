import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { bulkActionItems, bulkActions } from "#db/schema/bulk-actions.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfJob } from "#lib/auth/identify.ts";
import { ROLE_PERMISSIONS } from "#lib/auth/permissions.ts";
import { BATCH, LOST_SECONDS } from "#lib/bulk/constants.ts";
import { describeBatch, isAsSaid, maySay, undescribeBatch } from "#lib/bulk/describe.mutations.ts";
import { type BulkRow, endAction } from "#lib/bulk/end.mutations.ts";
import { addBulkJob } from "#lib/bulk/mutations.ts";
import type { BulkBefore } from "#lib/bulk/types.ts";
import { isCleared, mayDelete, mayEdit } from "#lib/documents/rights.ts";
import {
  isRestorable,
  type LockedRow,
  lockRows,
  moveRows,
  purgeRows,
} from "#lib/documents/rows.mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { dropOldVersions } from "#lib/versions/old.mutations.ts";

type Item = { documentId: string; deletedAt: Date | null; before: BulkBefore | null };
type Outcome = "done" | "rights" | "gone";

/** Whether the owner may less than at the beginning: then nothing more is done in their name. */
function mayLess(actor: Actor, then: BulkRow["role"]): boolean {
  return [...ROLE_PERMISSIONS[then]].some((permission) => !actor.can(permission));
}

/** Whether what an action is about is in the trash. */
const inTrash = ({ action }: BulkRow) => action === "restore" || action === "purge" || action === "undo";

function mayAct(actor: Actor, { action }: BulkRow, row: LockedRow): boolean {
  switch (action) {
    case "purge":
    case "dropVersions":
      return actor.can("trash:purge");
    case "describe":
    case "undescribe":
      return mayEdit(actor, row);
    default:
      return mayDelete(actor, row) && (action === "trash" || isRestorable(row));
  }
}

async function act(
  tx: Transaction,
  actor: Actor,
  action: BulkRow,
  rows: readonly LockedRow[],
  items: readonly Item[],
): Promise<void> {
  switch (action.action) {
    case "purge":
      return purgeRows(tx, actor, rows);
    case "dropVersions": {
      const { upTo } = action.filter ?? {};
      if (upTo !== undefined) await dropOldVersions(tx, actor, rows, new Date(upTo));
      return undefined;
    }
    case "describe":
      return describeBatch(tx, actor, action, rows);
    case "undescribe": {
      const before = new Map(items.map((item) => [item.documentId, item.before]));
      return undescribeBatch(tx, actor, action.change, rows, before);
    }
    default:
      return moveRows(tx, actor, rows, action.action === "trash" ? "trash" : "live");
  }
}

/** Whether a row is still as it was meant. */
function isMeant(row: LockedRow, action: BulkRow, deletedAt: number | undefined): boolean {
  // One that was restored and trashed again meanwhile is in the trash by another's will.
  if (inTrash(action)) return row.deletedAt?.getTime() === deletedAt;
  return action.action !== "undescribe" || isAsSaid(row, action.change);
}

async function settle(tx: Transaction, row: BulkRow, ids: readonly string[], outcome: Outcome) {
  if (ids.length === 0) return;
  const trashed = row.action === "trash" && outcome === "done";
  await tx
    .update(bulkActionItems)
    // The very moment that its row has, by which an undo knows it again.
    .set({ outcome, ...(trashed && { deletedAt: sql`now()` }) })
    .where(and(eq(bulkActionItems.actionId, row.id), inArray(bulkActionItems.documentId, [...ids])));
}

/** Deals with some documents of a locked action. */
async function handle(tx: Transaction, actor: Actor, row: BulkRow, items: readonly Item[]): Promise<void> {
  const ids = items.map(({ documentId }) => documentId);
  const meant = new Map(items.map(({ documentId, deletedAt }) => [documentId, deletedAt?.getTime()]));
  const locked = await lockRows(tx, row.schoolId, ids, inTrash(row));
  // What was restricted since is gone for whoever may not see it, and not a matter of other rights.
  const cleared = locked.filter((found) => isCleared(actor, found));
  const there = cleared.filter((found) => isMeant(found, row, meant.get(found.id)));
  const allowed = (await maySay(tx, actor, row)) ? there.filter((found) => mayAct(actor, row, found)) : [];
  await act(tx, actor, row, allowed, items);
  const idsOf = (rows: readonly LockedRow[]) => new Set(rows.map(({ id }) => id));
  const [done, present] = [idsOf(allowed), idsOf(there)];
  const rights = [...present].filter((id) => !done.has(id));
  const gone = ids.filter((id) => !present.has(id));
  await settle(tx, row, [...done], "done");
  await settle(tx, row, rights, "rights");
  await settle(tx, row, gone, "gone");
  await tx
    .update(bulkActions)
    .set({
      state: "running",
      startedAt: row.startedAt ?? sql`now()`,
      workedAt: sql`clock_timestamp()`,
      done: sql`${bulkActions.done} + ${done.size}`,
      skippedRights: sql`${bulkActions.skippedRights} + ${rights.length}`,
      skippedGone: sql`${bulkActions.skippedGone} + ${gone.length}`,
    })
    .where(eq(bulkActions.id, row.id));
}

const openOnly = (actionId: string) => and(eq(bulkActions.id, actionId), isNull(bulkActions.finishedAt));

async function lockOpen(tx: Transaction, actionId: string): Promise<BulkRow | undefined> {
  const [row] = await tx.select().from(bulkActions).where(openOnly(actionId)).for("update");
  return row;
}

/**
 * Deals with the next documents of an action, in one transaction, by the rights that its owner has now. Two at once
 * take turns, and one that dies leaves nothing half done.
 * @returns whether there is more to do.
 */
export async function workBatch(actionId: string, size = BATCH): Promise<boolean> {
  const [asked] = await database().select().from(bulkActions).where(openOnly(actionId));
  if (asked === undefined) return false;
  const origin = localOrigin("worker");
  const actor = await actorOfJob(asked, origin);
  return database().transaction(async (tx) => {
    const row = await lockOpen(tx, actionId);
    if (row === undefined) return false;
    const subject = { schoolId: row.schoolId, userId: row.userId, origin };
    if (actor === null || mayLess(actor, row.role)) {
      await endAction(tx, subject, row, { state: "stopped", stoppedBy: "rights" });
      return false;
    }
    const items = await tx
      .select({
        documentId: bulkActionItems.documentId,
        deletedAt: bulkActionItems.deletedAt,
        before: bulkActionItems.before,
      })
      .from(bulkActionItems)
      .where(and(eq(bulkActionItems.actionId, actionId), isNull(bulkActionItems.outcome)))
      .orderBy(bulkActionItems.documentId)
      .limit(size);
    if (items.length > 0) await handle(tx, actor, row, items);
    if (items.length === size) return true;
    await endAction(tx, subject, row, { state: "done" });
    return false;
  });
}

/** Has the job go on later, behind others that wait. */
export async function continueLater(actionId: string): Promise<void> {
  await database().transaction((tx) => addBulkJob(tx, actionId));
}

/** Gives an action up; what is done stays done. */
export async function giveUp(actionId: string): Promise<void> {
  await database().transaction(async (tx) => {
    const row = await lockOpen(tx, actionId);
    if (row === undefined) return;
    const subject = { schoolId: row.schoolId, userId: row.userId, origin: localOrigin("worker") };
    await endAction(tx, subject, row, { state: "failed" });
  });
}

/** Adds the job again for actions that stand still because their worker was killed, or their job was lost. */
export async function restartLostActions(): Promise<number> {
  return database().transaction(async (tx) => {
    const lost = await tx
      .select({ id: bulkActions.id })
      .from(bulkActions)
      .where(
        sql`${bulkActions.finishedAt} is null
          and ${bulkActions.workedAt} < now() - make_interval(secs => ${LOST_SECONDS})
          and not exists (
            select from graphile_worker.jobs j
            where j.key = 'bulk:' || ${bulkActions.id}::text
              and j.locked_at is null and j.attempts < j.max_attempts
          )`,
      )
      .for("update", { skipLocked: true });
    for (const { id } of lost) await addBulkJob(tx, id);
    return lost.length;
  });
}
