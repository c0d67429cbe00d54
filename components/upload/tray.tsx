"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatBytes } from "#components/format/bytes.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { UploadEngine } from "#components/upload/engine.ts";
import { isSettled } from "#components/upload/item.ts";
import { TrayAnnouncer } from "#components/upload/tray-announcer.tsx";
import { TrayList } from "#components/upload/tray-list.tsx";
import { useUploadView } from "#components/upload/upload-context.ts";
import { useTrayTitle } from "#components/upload/use-tray-title.ts";

/** The uploads at the bottom right, or a sheet on phones. It never covers the page, and stays until it is closed. */
export function Tray({ engine }: { engine: UploadEngine }) {
  const t = useTranslations("upload");
  const view = useUploadView(engine);
  const title = useTrayTitle(view);
  const [open, setOpen] = useState(true);
  const { items, summary } = view;
  const locale = useLocale();
  const [seen, setSeen] = useState(0);
  if (summary.failed !== seen) {
    setSeen(summary.failed);
    // What needs a person is shown to them.
    if (summary.failed > seen) setOpen(true);
  }
  const failed = items.filter(({ step }) => step.at === "failed" && step.failure.retry).map(({ id }) => id);
  return (
    <section
      aria-label={t("tray")}
      className="pointer-events-auto flex max-h-[60dvh] min-h-0 flex-col border-t border-line bg-surface shadow-float sm:fixed sm:right-4 sm:bottom-4 sm:z-30 sm:w-[25rem] sm:rounded-md sm:border"
    >
      <TrayAnnouncer items={items} summary={summary} />
      <div className="flex items-center gap-1 py-2 pr-2 pl-4">
        <div className="mr-auto min-w-0">
          <h2 className="truncate font-medium tnum">{title}</h2>
          {view.speed !== null && (
            <p className="truncate text-caption text-ink-3 tnum">
              {t("speed", {
                sent: formatBytes(summary.sent, locale),
                size: formatBytes(summary.bytes, locale),
                speed: formatBytes(view.speed, locale),
              })}
            </p>
          )}
        </div>
        <IconButton
          label={open ? t("collapse") : t("expand")}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? (
            <ChevronDown aria-hidden className="size-4" />
          ) : (
            <ChevronUp aria-hidden className="size-4" />
          )}
        </IconButton>
        {!summary.busy && (
          <IconButton label={t("close")} onClick={() => engine.close()}>
            <X aria-hidden className="size-4" />
          </IconButton>
        )}
      </div>
      {summary.busy && (
        <Progress label={title} percent={summary.bytes === 0 ? 0 : (99 * summary.sent) / summary.bytes} />
      )}
      {open && <TrayList engine={engine} items={items} />}
      {open && (summary.busy || failed.length > 1) && (
        <div className="flex justify-end gap-2 border-t border-line p-2">
          {failed.length > 1 && <Button onClick={() => engine.retry(failed)}>{t("retryFailed")}</Button>}
          {summary.busy && (
            <Button
              variant="quiet"
              onClick={() => engine.remove(items.filter((item) => !isSettled(item)).map(({ id }) => id))}
            >
              {t("cancelAll")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
