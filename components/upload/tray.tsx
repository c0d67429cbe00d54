"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatBytes } from "#components/format/bytes.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { UploadEngine } from "#components/upload/engine.ts";
import { StoreAdvice } from "#components/upload/store-advice.tsx";
import { TrayAnnouncer } from "#components/upload/tray-announcer.tsx";
import { TrayFooter } from "#components/upload/tray-footer.tsx";
import { TrayList } from "#components/upload/tray-list.tsx";
import { useUploadView } from "#components/upload/upload-context.ts";
import { useTrayTitle } from "#components/upload/use-tray-title.ts";

/** The uploads at the bottom right, or a sheet on phones. It never covers the page, and stays until it is closed. */
export function Tray({ engine, administers }: { engine: UploadEngine; administers: boolean }) {
  const t = useTranslations("upload");
  const view = useUploadView(engine);
  const title = useTrayTitle(view);
  const [open, setOpen] = useState(true);
  const { items, summary } = view;
  const locale = useLocale();
  const [seen, setSeen] = useState(0);
  // What needs a person is shown to them.
  const waiting = summary.failed + summary.here;
  if (waiting !== seen) {
    setSeen(waiting);
    if (waiting > seen) setOpen(true);
  }
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
      {open && administers && <StoreAdvice items={items} />}
      {open && <TrayFooter engine={engine} view={view} />}
    </section>
  );
}
