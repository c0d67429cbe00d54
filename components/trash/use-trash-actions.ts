"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useBulk } from "#components/bulk/use-bulk.ts";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Change } from "#components/list/use-rows.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { Matching } from "#lib/bulk/types.ts";
import { purgeDocumentsAction, restoreDocumentsAction } from "#lib/documents/actions.ts";
import { MOST_AT_ONCE } from "#lib/documents/constants.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { ErrorCode } from "#lib/errors.ts";

const UNREACHABLE = { ok: false, code: "internal" as ErrorCode, details: {} } as const;

type Act = (items: readonly DocumentItem[]) => Promise<void>;

/** Does something to documents that takes them out of the trash, and says what came of it. */
function useTaking(
  change: Change,
  action: typeof restoreDocumentsAction,
  words: (values: { count: number; name: string }) => string,
): Act {
  const errorText = useErrorText();
  const router = useRouter();
  return async (items) => {
    const result = await action(items.map(({ id }) => id)).catch(() => UNREACHABLE);
    if (!result.ok) {
      sayFailed(errorText(result.code, result.details));
      return;
    }
    const { ids } = result.data;
    change({ type: "removed", ids });
    const name = items.find(({ id }) => ids.includes(id))?.filename ?? "";
    sayDone(words({ count: ids.length, name }));
    router.refresh();
  };
}

type ActOnAll = (all: Matching) => Promise<boolean>;

/** Does it to some at once, and to more by a job: to many, or to all there are. */
function useMany(action: "restore" | "purge", few: Act): { some: Act; all: ActOnAll } {
  const { start } = useBulk();
  return {
    some: async (items) => {
      if (items.length <= MOST_AT_ONCE) return few(items);
      await start({ action, of: { ids: items.map(({ id }) => id) } });
    },
    all: ({ schoolId, asOf }) => start({ action, of: { schoolId, params: {}, asOf } }),
  };
}

/** Puts documents back where they were. */
export function useRestore(change: Change) {
  const t = useTranslations("documents");
  return useMany(
    "restore",
    useTaking(change, restoreDocumentsAction, (values) => t("restored", values)),
  );
}

const purge = (ids: string[]) => confirmFirst(() => purgeDocumentsAction(ids));

/** Deletes documents for good; nothing is shown as gone before it is. */
export function usePurge(change: Change) {
  const t = useTranslations("trash");
  return useMany(
    "purge",
    useTaking(change, purge, (values) => t("purged", values)),
  );
}
