"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { UploadEngine } from "#components/upload/engine.ts";
import type { UploadItem } from "#components/upload/item.ts";
import { TrayRow } from "#components/upload/tray-row.tsx";

/** Those that need a person come first, then those on their way. */
function rank({ step }: UploadItem): number {
  if (step.at === "failed" || step.at === "absent") return 0;
  if (step.at === "here") return 1;
  return step.at === "stored" ? 3 : 2;
}

/** The files of the tray. Only rows in sight are drawn: five hundred files are fine. */
export function TrayList({ engine, items }: { engine: UploadEngine; items: readonly UploadItem[] }) {
  const t = useTranslations("upload");
  const viewport = useRef<HTMLDivElement>(null);
  const rows = items.toSorted((a, b) => rank(a) - rank(b));
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled or handed on.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => 53,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 4,
  });
  return (
    <section
      ref={viewport}
      aria-label={t("trayFiles")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling list must be reachable by keyboard.
      tabIndex={0}
      className="max-h-80 min-h-0 overflow-y-auto"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const item = rows[index];
          return (
            item && (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${start}px)` }}
              >
                <TrayRow item={item} engine={engine} />
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
