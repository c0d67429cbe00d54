import "server-only";
import { and, eq } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { savedViews } from "#db/schema/saved-views.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { type ListQuery, writeListQuery } from "#lib/documents/list-query.ts";
import { AppError } from "#lib/errors.ts";
import { MAX_VIEWS } from "#lib/views/constants.ts";
import { authorizeViews, ownViews, readViews } from "#lib/views/data.ts";
import type { SavedView } from "#lib/views/types.ts";

/** What is stored of a query: what its address would say. */
function paramsOf(query: ListQuery): Record<string, string> {
  const said = Object.entries(writeListQuery(query)).filter(([, word]) => word !== null);
  return Object.fromEntries(said) as Record<string, string>;
}

/**
 * Does `work` on the actor's views while nobody else changes them, and answers them as they are then. The membership is
 * locked for it: of views that are not there yet no row can be.
 */
async function change(
  actor: Actor,
  work: (tx: Transaction, views: SavedView[]) => Promise<void>,
): Promise<SavedView[]> {
  await authorizeViews(actor);
  return database().transaction(async (tx) => {
    await tx
      .select({ userId: memberships.userId })
      .from(memberships)
      .where(and(eq(memberships.schoolId, actor.schoolId), eq(memberships.userId, actor.userId)))
      .for("no key update");
    await work(tx, await readViews(actor, tx));
    return readViews(actor, tx);
  });
}

async function putInOrder(tx: Transaction, actor: Actor, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await tx
      .update(savedViews)
      .set({ position })
      .where(and(ownViews(actor), eq(savedViews.id, id)));
  }
}

function find(views: readonly SavedView[], id: string): number {
  const at = views.findIndex((view) => view.id === id);
  if (at === -1) throw new AppError("not_found");
  return at;
}

/**
 * Saves what the list shows under a name.
 * @param view.at before how many others it stands; behind all where nothing is said.
 * @throws {AppError} `forbidden`, `too_many_views`.
 */
export async function saveView(
  actor: Actor,
  view: { name: string; query: ListQuery; at?: number | undefined },
): Promise<SavedView[]> {
  return change(actor, async (tx, views) => {
    if (views.length >= MAX_VIEWS) throw new AppError("too_many_views", { limit: MAX_VIEWS });
    const [made] = await tx
      .insert(savedViews)
      .values({
        schoolId: actor.schoolId,
        userId: actor.userId,
        name: view.name,
        params: paramsOf(view.query),
        position: views.length,
      })
      .returning({ id: savedViews.id });
    const ids = views.map(({ id }) => id);
    await putInOrder(tx, actor, ids.toSpliced(view.at ?? ids.length, 0, made?.id ?? ""));
  });
}

/**
 * Gives a view another name, or has it show something else.
 * @throws {AppError} `forbidden`, `not_found` for one that is not there or not the actor's.
 */
export async function changeView(
  actor: Actor,
  id: string,
  { name, query }: { name?: string | undefined; query?: ListQuery | undefined },
): Promise<SavedView[]> {
  return change(actor, async (tx, views) => {
    find(views, id);
    if (name === undefined && query === undefined) return;
    await tx
      .update(savedViews)
      .set({ ...(name !== undefined && { name }), ...(query && { params: paramsOf(query) }) })
      .where(and(ownViews(actor), eq(savedViews.id, id)));
  });
}

/**
 * Moves a view one place up or down; at the end of the row it stays where it is.
 * @throws {AppError} `forbidden`, `not_found` for one that is not there or not the actor's.
 */
export async function moveView(actor: Actor, id: string, by: -1 | 1): Promise<SavedView[]> {
  return change(actor, async (tx, views) => {
    const at = find(views, id);
    const to = Math.min(Math.max(at + by, 0), views.length - 1);
    const others = views.map((view) => view.id).toSpliced(at, 1);
    await putInOrder(tx, actor, others.toSpliced(to, 0, id));
  });
}

/**
 * Deletes a view. The files it shows are not touched.
 * @throws {AppError} `forbidden`, `not_found` for one that is not there or not the actor's.
 */
export async function deleteView(actor: Actor, id: string): Promise<SavedView[]> {
  return change(actor, async (tx, views) => {
    find(views, id);
    await tx.delete(savedViews).where(and(ownViews(actor), eq(savedViews.id, id)));
  });
}
