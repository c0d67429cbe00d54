"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { formatBytes } from "#components/format/bytes.ts";
import { Button } from "#components/ui/button.tsx";
import type { SortSummary } from "#lib/reconcile/types.ts";

/** What takes something away that nobody can bring back. */
const FOR_GOOD = new Set(["object_unknown", "parts_unknown"]);

/** Asks before a repair, and says exactly what will happen. */
export function RepairDialog(props: {
  summary: SortSummary;
  onClose: () => void;
  onRepair: () => Promise<unknown>;
}) {
  const { summary, onClose, onRepair } = props;
  const { sort, open: count, bytes } = summary;
  const t = useTranslations("reconcile");
  const locale = useLocale();
  const [open, setOpen] = useState(true);
  const [pending, start] = useTransition();
  const repair = () =>
    start(async () => {
      await onRepair();
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
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-2rem)] w-[30rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-auto rounded-md border border-line bg-surface p-5 shadow-float transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
          <div className="flex flex-col gap-2">
            <AlertDialog.Title className="text-[1rem]/6 font-semibold">
              {t(`sorts.${sort}.ask`, { count })}
            </AlertDialog.Title>
            <AlertDialog.Description className="text-ink-2 text-pretty">
              {t(`sorts.${sort}.will`, { count, size: formatBytes(bytes, locale) })}
            </AlertDialog.Description>
            <p className="text-small text-ink-3 text-pretty">{t("before")}</p>
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Close disabled={pending} render={<Button />}>
              {t("cancel")}
            </AlertDialog.Close>
            <Button variant={FOR_GOOD.has(sort) ? "loss" : "primary"} disabled={pending} onClick={repair}>
              {t(`sorts.${sort}.action`)}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
