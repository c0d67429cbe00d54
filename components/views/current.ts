import type { Kind } from "#lib/documents/constants.ts";
import {
  LIST_PARAMS,
  type ListQuery,
  listKey,
  WHOLE_LIST,
  writeListQuery,
} from "#lib/documents/list-query.ts";
import type { SavedView } from "#lib/views/types.ts";

/** The saved view that shows exactly this, where one does. */
export function viewOf(asked: ListQuery, views: readonly SavedView[]): SavedView | undefined {
  const key = listKey(asked);
  return views.find(({ query }) => listKey(query) === key);
}

/** What the tab of a kind shows, all of it for null. */
export function wholeKind(kind: Kind | null): ListQuery {
  return { ...WHOLE_LIST, kind };
}

/**
 * What the tab of a kind leads to. Search, filters and order go along from kind to kind; but not out of a saved view,
 * which they belong to, and not to where one is already, which takes them away.
 */
export function kindQuery(kind: Kind | null, asked: ListQuery, views: readonly SavedView[]): ListQuery {
  const leaves = asked.kind === kind || viewOf(asked, views) !== undefined;
  return leaves ? wholeKind(kind) : { ...asked, kind };
}

/** Whether what is shown now is worth a name: neither saved already nor the whole of a kind. */
export function canSave(asked: ListQuery, views: readonly SavedView[]): boolean {
  return viewOf(asked, views) === undefined && listKey(asked) !== listKey(wholeKind(asked.kind));
}

/** The address of a list. */
export function listHref(query: ListQuery): string {
  const params = writeListQuery(query);
  const address = new URLSearchParams();
  for (const name of LIST_PARAMS) {
    const word = params[name];
    if (word !== null) address.set(name, word);
  }
  const written = address.toString();
  return written === "" ? "/documents" : `/documents?${written}`;
}
