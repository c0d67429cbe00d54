"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { Button } from "#components/ui/button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Names named in full; the others are counted. */
const NAMED = 5;

type Props = {
  items: readonly DocumentItem[];
  /** How many it is about; more than the items where those are only the first. */
  count: number;
  onClose: () => void;
  onPurge: () => Promise<unknown>;
};

/** Asks before files are lost for good, and names them. */
export function PurgeDialog({ items, count, onClose, onPurge }: Props) {
  const t = useTranslations("trash");
  const [open, setOpen] = useState(true);
  const [pending, start] = useTransition();
  const purge = () =>
    start(async () => {
      await onPurge();
      setOpen(false);
    });
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => !pending && setOpen(next)}
      onOpenChangeComplete={(next) => !next && onClose()}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop
          data-covers="veil"
          className="fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-2rem)] w-[28rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-auto rounded-md border border-line bg-surface p-5 shadow-float transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
          <div className="flex flex-col gap-1">
            <AlertDialog.Title className="text-[1rem]/6 font-semibold">
              {t("purgeTitle", { count })}
            </AlertDialog.Title>
            <AlertDialog.Description className="text-ink-2">
              {t("purgeText", { count })}
            </AlertDialog.Description>
          </div>
          <Lost items={items} count={count} />
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Close disabled={pending} render={<Button />}>
              {t("cancel")}
            </AlertDialog.Close>
            <Button variant="loss" disabled={pending} onClick={purge}>
              {pending ? t("purging") : t("purgeConfirm", { count })}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function Lost({ items, count }: Pick<Props, "items" | "count">) {
  const t = useTranslations("trash");
  const locale = useLocale();
  return (
    <ul className="flex flex-col gap-2 rounded-md bg-sunken p-3">
      {items.slice(0, NAMED).map((item) => (
        <li key={item.id} className="flex items-center gap-2">
          <TypeIcon contentType={item.contentType} />
          <span className="min-w-0 flex-1 truncate" title={item.filename}>
            {item.filename}
          </span>
          <span className="text-small text-ink-3 tnum">{formatBytes(item.fileSize, locale)}</span>
        </li>
      ))}
      {count > NAMED && <li className="text-small text-ink-3">{t("purgeMore", { count: count - NAMED })}</li>}
    </ul>
  );
}
