"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";

type Props = {
  title: string;
  texts: readonly string[];
  confirm: string;
  /** Does it; answers why it could not be done, or null. */
  onConfirm: () => Promise<string | null>;
  onClose: () => void;
};

/** Asks before something becomes public, or is so no longer, and says why where that cannot be. */
export function ConfirmDialog({ title, texts, confirm, onConfirm, onClose }: Props) {
  const t = useTranslations("public");
  const [open, setOpen] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const go = () =>
    start(async () => {
      const why = await onConfirm();
      setProblem(why);
      if (why === null) setOpen(false);
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
          className="fixed inset-0 z-50 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[28rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-auto rounded-md border border-line bg-surface p-5 shadow-float transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
          <AlertDialog.Title className="text-[1rem]/6 font-semibold wrap-anywhere">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="flex flex-col gap-2 text-ink-2">
            {texts.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </AlertDialog.Description>
          {problem !== null && <Banner tone="loss">{problem}</Banner>}
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Close disabled={pending} render={<Button />}>
              {t("cancel")}
            </AlertDialog.Close>
            <Button variant="primary" disabled={pending} onClick={go}>
              {pending ? t("working") : confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
