import "server-only";
import { and, desc, eq, lte, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { bulkActions } from "#db/schema/bulk-actions.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { MOST_ITEMS, MOST_ZIPPED } from "#lib/bulk/constants.ts";
import type { BulkAction, BulkOverview, BulkSummary, Matching, MatchingFile } from "#lib/bulk/types.ts";
import { TRASH_DAYS } from "#lib/documents/constants.ts";
import { type DocumentQuery, visible } from "#lib/documents/data.ts";
import { AppError } from "#lib/errors.ts";
import { classesFor } from "#lib/record-classes/data.ts";

/** Actions that are looked back on; all that are under way are among them. */
const LATEST = 20;

type Row = typeof bulkActions.$inferSelect;

function undoable({ action, done, undoneBy, finishedAt }: Row): boolean {
  if ((action !== "trash" && action !== "describe") || done === 0 || undoneBy !== null || finishedAt === null)
    return false;
  return finishedAt.getTime() > Date.now() - TRASH_DAYS * 86_400_000;
}

/** An action as its owner sees it. */
export function toBulkAction(row: Row): BulkAction {
  const { id, action, change, state, stoppedBy, total, done, skippedRights, skippedGone } = row;
  return {
    id,
    action,
    change,
    state,
    stoppedBy,
    total,
    done,
    skippedRights,
    skippedGone,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    seen: row.seenAt !== null,
    undone: row.undoneBy !== null,
    canUndo: undoable(row),
  };
}

const own = (actor: Actor) =>
  and(eq(bulkActions.schoolId, actor.schoolId), eq(bulkActions.userId, actor.userId));

/** Whether what an action says names no class that its owner may not know of any more. */
const saysKnown = ({ change }: Row, known: ReadonlySet<string>) =>
  change?.field !== "class" || change.id === null || known.has(change.id);

/** The actor's own latest actions in this school, latest first: nobody sees another's. */
export async function bulkOverview(actor: Actor): Promise<BulkOverview> {
  const rows = await database()
    .select()
    .from(bulkActions)
    .where(own(actor))
    .orderBy(desc(bulkActions.createdAt), desc(bulkActions.id))
    .limit(LATEST);
  const known = new Set((await classesFor(actor)).map(({ id }) => id));
  return { actions: rows.filter((row) => saysKnown(row, known)).map(toBulkAction) };
}

/** Whether any of the actor's latest actions is under way, and how many have ended unseen. */
export async function bulkSummary(actor: Actor): Promise<BulkSummary> {
  const { actions } = await bulkOverview(actor);
  const ended = actions.filter(({ finishedAt }) => finishedAt !== null);
  return { unseen: ended.filter(({ seen }) => !seen).length, running: ended.length < actions.length };
}

/**
 * How many documents fit now, counted as far as an action reaches, and which moment now is: what comes later is not
 * what was counted.
 * @throws {AppError} `forbidden`.
 */
export async function countMatching(
  actor: Actor,
  query: DocumentQuery,
  options: { most?: number } = {},
): Promise<Matching> {
  const most = options.most ?? MOST_ITEMS;
  const some = database()
    .select({ id: documents.id })
    .from(documents)
    .where(await visible(actor, query))
    .limit(most + 1)
    .as("some");
  const [row] = await database()
    .select({
      count: sql<number>`count(*)::int`,
      asOf: sql<string>`(extract(epoch from now()::timestamptz(3)) * 1000)::bigint::text`,
    })
    .from(some);
  const count = row?.count ?? 0;
  const asOf = new Date(Number(row?.asOf ?? Date.now())).toISOString();
  return { schoolId: actor.schoolId, count: Math.min(count, most), more: count > most, asOf };
}

/**
 * The documents that fitted at a moment and still do, newest first. Each is authorized by itself when it is signed.
 * @throws {AppError} `forbidden`, `too_many_matches`.
 */
export async function listMatching(
  actor: Actor,
  query: DocumentQuery,
  options: { asOf: Date; most?: number },
): Promise<MatchingFile[]> {
  const most = options.most ?? MOST_ZIPPED;
  const { id, filename, fileSize, uploadedAt } = documents;
  const rows = await database()
    .select({ id, filename, fileSize, uploadedAt })
    .from(documents)
    .where(and(await visible(actor, query), lte(uploadedAt, options.asOf)))
    .orderBy(desc(uploadedAt), desc(id))
    .limit(most + 1);
  if (rows.length > most) throw new AppError("too_many_matches", { maximum: most });
  return rows.map((row) => ({ ...row, uploadedAt: row.uploadedAt.toISOString() }));
}
