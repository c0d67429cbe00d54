"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Change } from "#components/list/use-rows.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { restoreDocumentsAction, trashDocumentsAction } from "#lib/documents/actions.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { ErrorCode } from "#lib/errors.ts";

const UNREACHABLE = { ok: false, code: "internal" as ErrorCode, details: {} } as const;

/** Moves documents to the trash: gone from the list at once, and back with one click for ten seconds. */
export function useTrash(change: Change): (items: readonly DocumentItem[]) => Promise<void> {
  const t = useTranslations("documents");
  const errorText = useErrorText();
  const router = useRouter();
  return useCallback(
    async (items) => {
      const words = { count: items.length, name: items[0]?.filename ?? "" };
      change({ type: "removed", ids: items.map(({ id }) => id) });
      const result = await trashDocumentsAction(items.map(({ id }) => id)).catch(() => UNREACHABLE);
      if (!result.ok) {
        change({ type: "inserted", items });
        sayFailed(errorText(result.code, result.details));
        return;
      }
      router.refresh();
      const undo = async () => {
        change({ type: "inserted", items });
        const restored = await restoreDocumentsAction(result.data.ids).catch(() => UNREACHABLE);
        if (restored.ok) sayDone(t("restored", words));
        else sayFailed(errorText(restored.code, restored.details));
        router.refresh();
      };
      sayDone(t("trashed", words), { label: t("undo"), onClick: () => void undo() });
    },
    [change, t, errorText, router],
  );
}
