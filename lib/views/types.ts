import type { ListQuery } from "#lib/documents/list-query.ts";

/** A list under a name of somebody's own. */
export type SavedView = { id: string; name: string; query: ListQuery };
