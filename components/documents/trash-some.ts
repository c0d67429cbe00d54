import type { useTranslations } from "next-intl";
import type { useErrorText } from "#components/errors/use-error-text.ts";
import type { Change } from "#components/list/use-rows.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { restoreDocumentsAction, trashDocumentsAction } from "#lib/documents/actions.ts";
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

/** Moves documents to the trash that are gone from the list already, and says so, with the way back for ten seconds. */
export async function trashSome(
  items: readonly DocumentItem[],
  {
    change,
    t,
    errorText,
  }: {
    change: Change;
    t: ReturnType<typeof useTranslations<"documents">>;
    errorText: ReturnType<typeof useErrorText>;
  },
): Promise<void> {
  const ids = items.map(({ id }) => id);
  const words = { count: items.length, name: items[0]?.filename ?? "" };
  const result = await inTurn(() => trashDocumentsAction(ids)).catch(() => UNREACHABLE);
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
      change({ type: "removed", ids });
      sayFailed(errorText(restored.code, restored.details));
    }
    change({ type: "stale" });
  };
  sayDone(t("trashed", words), { label: t("undo"), onClick: () => void undo() });
}
