import "server-only";
import { and, eq, inArray, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { bulkActionItems, bulkActions } from "#db/schema/bulk-actions.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, requireRecent } from "#lib/auth/authorize.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { requireSchool } from "#lib/auth/require-school.ts";
import { BULK_FLAG, MOST_ITEMS, MOST_OPEN } from "#lib/bulk/constants.ts";
import { toBulkAction } from "#lib/bulk/data.ts";
import { endAction } from "#lib/bulk/end.mutations.ts";
import { meantChange } from "#lib/bulk/saying.mutations.ts";
import type { BulkAction, BulkChange, BulkRequest, BulkVerb } from "#lib/bulk/types.ts";
import { visible } from "#lib/documents/data.ts";
import { documentQuery } from "#lib/documents/document-query.ts";
import { readListQuery, writeListQuery } from "#lib/documents/list-query.ts";
import { anyDeletePermission, anyWritePermission } from "#lib/documents/rights.ts";
import { AppError } from "#lib/errors.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { hasOldVersions } from "#lib/versions/old.data.ts";

type Options = {
  /** Documents that one action may be about; the product's own limit where none is given. */
  most?: number;
};

function permissionOf(actor: Actor, action: BulkVerb): Permission {
  if (action === "purge" || action === "dropVersions") return "trash:purge";
  const describes = action === "describe" || action === "undescribe";
  return describes ? anyWritePermission(actor) : anyDeletePermission(actor);
}

/** Whoever may do it to nothing at all may not begin. A token has less than its account: its job would have more. */
async function authorizeVerb(actor: Actor, action: BulkVerb): Promise<void> {
  await authorize(actor, permissionOf(actor, action));
  if (actor.via !== "session") throw new AppError("forbidden");
  if (action === "purge" || action === "dropVersions") requireRecent(actor);
}

/** What an action of a list is about, and how its filter is remembered. */
async function sourceOf(actor: Actor, request: BulkRequest) {
  if (request.action === "dropVersions") {
    requireSchool(actor, request.schoolId);
    const seen = await visible(actor, { view: "live" });
    const { upTo } = request;
    return { where: and(seen, hasOldVersions(new Date(upTo))), filter: { upTo } };
  }
  const { action, of } = request;
  const view = action === "trash" || action === "describe" ? ("live" as const) : ("trash" as const);
  if ("ids" in of) {
    const named = sql`${documents.id} = any(${sql.param(of.ids)}::uuid[])`;
    return { where: and(await visible(actor, { view }), named), filter: null };
  }
  requireSchool(actor, of.schoolId);
  const query = readListQuery((name) => of.params[name]);
  const wanted = await visible(actor, { view, ...documentQuery(query, actor.timeZone) });
  const since = view === "live" ? documents.uploadedAt : documents.deletedAt;
  const written = Object.entries(writeListQuery(query)).filter(([, value]) => value !== null);
  return {
    // What arrived after the reader had been told how many there are, the reader has not meant.
    where: and(wanted, lte(since, new Date(of.asOf))),
    filter: Object.fromEntries(written) as Record<string, string>,
  };
}

/** Fixes in one statement what the action is about: exactly what fits at this moment. */
async function begin(
  tx: Transaction,
  actor: Actor,
  asked: {
    action: BulkVerb;
    change?: BulkChange | null;
    filter: Record<string, string> | null;
    frozen: (actionId: string) => SQL;
  },
  most: number,
): Promise<BulkAction> {
  const self = and(eq(memberships.schoolId, actor.schoolId), eq(memberships.userId, actor.userId));
  // Held, so that two that begin at once are counted one after the other.
  await tx.select({ role: memberships.role }).from(memberships).where(self).for("no key update");
  const open = await tx
    .select({ id: bulkActions.id })
    .from(bulkActions)
    .where(
      and(
        eq(bulkActions.schoolId, actor.schoolId),
        eq(bulkActions.userId, actor.userId),
        isNull(bulkActions.finishedAt),
      ),
    );
  if (open.length >= MOST_OPEN) throw new AppError("too_many_bulk_actions", { maximum: MOST_OPEN });
  const { schoolId, userId, role } = actor;
  const { action, change = null, filter } = asked;
  const [made] = await tx
    .insert(bulkActions)
    .values({ schoolId, userId, role, action, change, filter, total: 0 })
    .returning({ id: bulkActions.id });
  const id = made?.id ?? "";
  // A hundred thousand take seconds; on a busy machine more than any other statement may have.
  await tx.execute(sql`set local statement_timeout = 60000`);
  const [frozen] = await tx.execute<{ count: number }>(sql`
    with frozen as (
      insert into ${bulkActionItems} (school_id, action_id, document_id, deleted_at, before)
      ${asked.frozen(id)} limit ${most + 1} returning 1
    ) select count(*)::int as count from frozen`);
  const total = frozen?.count ?? 0;
  if (total === 0) throw new AppError("not_found");
  if (total > most) throw new AppError("too_many_matches", { maximum: most });
  const [row] = await tx.update(bulkActions).set({ total }).where(eq(bulkActions.id, id)).returning();
  if (row === undefined) throw new AppError("internal");
  await record(tx, actor, {
    action: "bulk.started",
    targetType: "bulk_action",
    targetId: id,
    details: { action, total, ...(change && { change: JSON.stringify(change) }) },
  });
  await addBulkJob(tx, id);
  return toBulkAction(row);
}

/** Adds the job that goes on with an action. It goes before the many small ones that another action may have left. */
export async function addBulkJob(tx: Transaction, actionId: string): Promise<void> {
  await addJob(tx, "bulk_action", { actionId }, { key: `bulk:${actionId}`, priority: -1, flag: BULK_FLAG });
}

/**
 * Begins an action on many documents; the worker does it. It is about those that fit at this moment, and no others.
 * @throws {AppError} `forbidden`, `school_changed`, `not_found` when nothing fits, `too_many_matches`,
 * `too_many_bulk_actions`, `record_class_not_found`, `too_many_tags`, `reauthentication_required` for what is gone for
 * good.
 */
export async function startBulkAction(
  actor: Actor,
  request: BulkRequest,
  options: Options = {},
): Promise<BulkAction> {
  await authorizeVerb(actor, request.action);
  const { where, filter } = await sourceOf(actor, request);
  const frozen = (id: string) => sql`
    select ${actor.schoolId}::uuid, ${id}::uuid, ${documents.id}, ${documents.deletedAt}, null::jsonb
    from ${documents} where ${where}`;
  return database().transaction(async (tx) => {
    const change = request.action === "describe" ? await meantChange(tx, actor, request.say) : null;
    return begin(tx, actor, { action: request.action, change, filter, frozen }, options.most ?? MOST_ITEMS);
  });
}

/** The actor's own action, locked. */
async function lockOwn(tx: Transaction, actor: Actor, actionId: string) {
  const [row] = await tx
    .select()
    .from(bulkActions)
    .where(
      and(
        eq(bulkActions.schoolId, actor.schoolId),
        eq(bulkActions.userId, actor.userId),
        eq(bulkActions.id, actionId),
      ),
    )
    .for("update");
  if (row === undefined) throw new AppError("not_found");
  return row;
}

/** What the actor's own action did; undefined where there is none. */
async function verbOf(actor: Actor, actionId: string): Promise<BulkVerb | undefined> {
  const [row] = await database()
    .select({ action: bulkActions.action })
    .from(bulkActions)
    .where(
      and(
        eq(bulkActions.schoolId, actor.schoolId),
        eq(bulkActions.userId, actor.userId),
        eq(bulkActions.id, actionId),
      ),
    );
  return row?.action;
}

/**
 * Takes back a move to the trash: restores what it put there and what is still there from it, and nothing that
 * somebody else trashed or restored. Or takes back what was said of documents, where that is still so.
 * @throws {AppError} `not_found` when there is nothing to take back, `forbidden`, `too_many_bulk_actions`.
 */
export async function undoBulkAction(actor: Actor, actionId: string): Promise<BulkAction> {
  const described = (await verbOf(actor, actionId)) === "describe";
  const action = described ? "undescribe" : "undo";
  await authorizeVerb(actor, action);
  return database().transaction(async (tx) => {
    const row = await lockOwn(tx, actor, actionId);
    if (!toBulkAction(row).canUndo) throw new AppError("not_found");
    const frozen = (id: string) => sql`
      select ${actor.schoolId}::uuid, ${id}::uuid, ${bulkActionItems.documentId}, ${bulkActionItems.deletedAt},
        ${bulkActionItems.before}
      from ${bulkActionItems}
      where ${bulkActionItems.actionId} = ${actionId} and ${bulkActionItems.outcome} = 'done'
        and ${described ? sql`${bulkActionItems.before} is not null` : sql`true`}`;
    const { change, filter } = row;
    const undo = await begin(tx, actor, { action, change, filter, frozen }, MOST_ITEMS);
    await tx.update(bulkActions).set({ undoneBy: undo.id }).where(eq(bulkActions.id, actionId));
    return undo;
  });
}

/**
 * Stops the actor's own action after the batch that is under way; what is done stays done.
 * @throws {AppError} `not_found`.
 */
export async function stopBulkAction(actor: Actor, actionId: string): Promise<BulkAction> {
  return database().transaction(async (tx) => {
    const row = await lockOwn(tx, actor, actionId);
    if (row.finishedAt !== null) return toBulkAction(row);
    return toBulkAction(await endAction(tx, actor, row, { state: "stopped", stoppedBy: "owner" }));
  });
}

/** Remembers that the actor has seen how these ended. */
export async function seeBulkActions(actor: Actor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await database()
    .update(bulkActions)
    .set({ seenAt: sql`now()` })
    .where(
      and(
        eq(bulkActions.schoolId, actor.schoolId),
        eq(bulkActions.userId, actor.userId),
        inArray(bulkActions.id, [...ids]),
        isNotNull(bulkActions.finishedAt),
        isNull(bulkActions.seenAt),
      ),
    );
}
