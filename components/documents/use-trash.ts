"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useBulk } from "#components/bulk/use-bulk.ts";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Change } from "#components/list/use-rows.ts";
import { sayFailed } from "#components/ui/toasts.ts";
import type { Matching } from "#lib/bulk/types.ts";
import { MOST_AT_ONCE } from "#lib/documents/constants.ts";
import { type ListQuery, writeListQuery } from "#lib/documents/list-query.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Fetches what deletes; a person's first sign does it ahead of time. */
export const loadTrash = () => import("#components/documents/trash-some.ts");

/** Moves documents to the trash: gone from the list at once, and back with one click for ten seconds. */
function useTrashOf(change: Change): (items: readonly DocumentItem[]) => Promise<void> {
  const t = useTranslations("documents");
  const errorText = useErrorText();
  return useCallback(
    async (items) => {
      change({ type: "removed", ids: items.map(({ id }) => id) });
      const code = await loadTrash().catch(() => null);
      if (code !== null) return code.trashSome(items, { change, t, errorText });
      change({ type: "inserted", items });
      sayFailed(errorText("internal"));
    },
    [change, t, errorText],
  );
}

/** Moves documents to the trash: some at once, many by a job, as all that fit the list. */
export function useTrash(change: Change, query: ListQuery) {
  const trashSome = useTrashOf(change);
  const { start } = useBulk();
  const trash = useCallback(
    async (items: readonly DocumentItem[]) => {
      if (items.length <= MOST_AT_ONCE) return trashSome(items);
      await start({ action: "trash", of: { ids: items.map(({ id }) => id) } });
    },
    [trashSome, start],
  );
  const trashAll = useCallback(
    ({ schoolId, asOf }: Matching) =>
      start({ action: "trash", of: { schoolId, params: writeListQuery(query), asOf } }),
    [start, query],
  );
  return { trash, trashAll };
}
