"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { putAction } from "#components/bulk/store.ts";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { startBulkActionAction, stopBulkActionAction, undoBulkActionAction } from "#lib/bulk/actions.ts";
import type { BulkAction, BulkRequest } from "#lib/bulk/types.ts";

const UNREACHABLE: ActionResult<never> = { ok: false, code: "internal", details: {} };

/** Begins, stops and takes back bulk actions; says what was refused. Answers whether it was done. */
export function useBulk() {
  const t = useTranslations("bulk");
  const errorText = useErrorText();
  const settle = useCallback(
    async (work: Promise<ActionResult<BulkAction>>, begun: boolean) => {
      const result = await work.catch(() => UNREACHABLE);
      if (result.ok) putAction(result.data, { begun });
      else if (result.code === "not_found") sayFailed(t("nothingLeft"));
      else sayFailed(errorText(result.code, result.details));
      return result.ok;
    },
    [t, errorText],
  );
  const start = useCallback(
    (request: BulkRequest) =>
      settle(
        confirmFirst(() => startBulkActionAction(request)),
        true,
      ),
    [settle],
  );
  const undo = useCallback((id: string) => settle(undoBulkActionAction(id), true), [settle]);
  const stop = useCallback((id: string) => settle(stopBulkActionAction(id), false), [settle]);
  return { start, undo, stop };
}
