import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { savedViews } from "#db/schema/saved-views.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { type ListQuery, readListQuery } from "#lib/documents/list-query.ts";
import { readableKinds } from "#lib/documents/rights.ts";
import type { SavedView } from "#lib/views/types.ts";

/**
 * Lets pass whoever has a list to save views of.
 * @throws {AppError} `unauthenticated`, `forbidden`.
 */
export async function authorizeViews(actor: Actor): Promise<void> {
  await authorize(actor, permissionFor(readableKinds(actor)[0] ?? "document", "read"));
}

/** The actor's own views in their school, and nobody else's. */
export const ownViews = (actor: Actor) =>
  and(eq(savedViews.schoolId, actor.schoolId), eq(savedViews.userId, actor.userId));

/** What a row asks of the list. It may be from another time: what is not known any more, it does not ask. */
function queryOf(actor: Actor, params: unknown): ListQuery {
  const words = typeof params === "object" && params !== null ? (params as Record<string, unknown>) : {};
  const query = readListQuery((name) => {
    const word = Object.hasOwn(words, name) ? words[name] : null;
    return typeof word === "string" ? word : null;
  });
  const known = query.kind === null || readableKinds(actor).includes(query.kind);
  return known ? query : { ...query, kind: null };
}

/** The actor's views in their order, within a transaction where there is one. */
export async function readViews(actor: Actor, db: Transaction | Database = database()): Promise<SavedView[]> {
  const rows = await db
    .select({ id: savedViews.id, name: savedViews.name, params: savedViews.params })
    .from(savedViews)
    .where(ownViews(actor))
    .orderBy(asc(savedViews.position), asc(savedViews.id));
  return rows.map(({ id, name, params }) => ({ id, name, query: queryOf(actor, params) }));
}

/**
 * The views that the actor has saved in their school, in the order they gave them.
 * @throws {AppError} `unauthenticated`, `forbidden` for whoever may read no files.
 */
export async function listViews(actor: Actor): Promise<SavedView[]> {
  await authorizeViews(actor);
  return readViews(actor);
}
