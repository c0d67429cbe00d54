"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useBulk } from "#components/bulk/use-bulk.ts";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Change } from "#components/list/use-rows.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { Matching } from "#lib/bulk/types.ts";
import { restoreDocumentsAction, trashDocumentsAction } from "#lib/documents/actions.ts";
import { MOST_AT_ONCE } from "#lib/documents/constants.ts";
import { type ListQuery, writeListQuery } from "#lib/documents/list-query.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { ErrorCode } from "#lib/errors.ts";

const UNREACHABLE = { ok: false, code: "internal" as ErrorCode, details: {} } as const;

let last: Promise<unknown> = Promise.resolve();

/** One after the other: a file that is just being taken back is deleted again once it is back. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}

/** Moves documents to the trash: gone from the list at once, and back with one click for ten seconds. */
function useTrashOf(change: Change): (items: readonly DocumentItem[]) => Promise<void> {
  const t = useTranslations("documents");
  const errorText = useErrorText();
  return useCallback(
    async (items) => {
      const words = { count: items.length, name: items[0]?.filename ?? "" };
      const gone = { type: "removed", ids: items.map(({ id }) => id) } as const;
      change(gone);
      const result = await inTurn(() => trashDocumentsAction(items.map(({ id }) => id))).catch(
        () => UNREACHABLE,
      );
      if (!result.ok) {
        change({ type: "inserted", items });
        sayFailed(errorText(result.code, result.details));
        return;
      }
      change({ type: "stale" });
      const undo = async () => {
        change({ type: "inserted", items });
        const restored = await inTurn(() => restoreDocumentsAction(result.data.ids)).catch(() => UNREACHABLE);
        if (restored.ok) sayDone(t("restored", words));
        else {
          change(gone);
          sayFailed(errorText(restored.code, restored.details));
        }
        change({ type: "stale" });
      };
      sayDone(t("trashed", words), { label: t("undo"), onClick: () => void undo() });
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
