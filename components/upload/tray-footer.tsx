"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { UploadEngine, UploadView } from "#components/upload/engine.ts";
import { isSettled, type UploadItem } from "#components/upload/item.ts";

/** What can be done about all files of a sort at once. */
export function TrayFooter({ engine, view }: { engine: UploadEngine; view: UploadView }) {
  const t = useTranslations("upload");
  const { items, summary } = view;
  const idsOf = (fits: (item: UploadItem) => boolean) => items.filter(fits).map(({ id }) => id);
  const failed = idsOf(({ step }) => step.at === "failed" && step.failure.retry);
  const here = idsOf(({ step }) => step.at === "here");
  if (!summary.busy && failed.length < 2 && here.length < 2) return null;
  return (
    <div className="flex flex-wrap justify-end gap-2 border-t border-line p-2">
      {here.length > 1 && (
        <>
          <Button onClick={() => engine.keepBoth(here)}>{t("here.keepAll")}</Button>
          <Button onClick={() => engine.remove(here)}>{t("here.skipAll")}</Button>
        </>
      )}
      {failed.length > 1 && <Button onClick={() => engine.retry(failed)}>{t("retryFailed")}</Button>}
      {summary.busy && (
        <Button variant="quiet" onClick={() => engine.remove(idsOf((item) => !isSettled(item)))}>
          {t("cancelAll")}
        </Button>
      )}
    </div>
  );
}
