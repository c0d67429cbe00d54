"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { addTypeAction, archiveTypeAction, renameTypeAction } from "#lib/reports/actions.ts";
import type { OwnReportType } from "#lib/reports/types.ts";

/** The school's own types of report, and what can be done with them: the server's answer is what is shown. */
export function useTypes(first: readonly OwnReportType[]) {
  const t = useTranslations("reports.settings");
  const errorText = useErrorText();
  const [types, setTypes] = useState(first);
  const [pending, start] = useTransition();
  const run = (work: Promise<ActionResult<OwnReportType[]>>, done: string, then?: () => void) =>
    start(async () => {
      const result = await work.catch(() => null);
      if (result?.ok) {
        setTypes(result.data);
        sayDone(done, undefined, "report-types");
        then?.();
      } else sayFailed(result === null ? t("unreachable") : errorText(result.code, result.details));
    });
  return {
    types,
    pending,
    add: (name: string, then: () => void) => run(addTypeAction(name), t("added", { name }), then),
    rename: ({ slug, name: before }: OwnReportType, name: string) =>
      run(renameTypeAction({ slug, name }), t("renamed", { before, name })),
    archive: ({ slug, name }: OwnReportType, archived: boolean) =>
      run(archiveTypeAction({ slug, archived }), t(archived ? "archivedNow" : "offeredNow", { name })),
  };
}
