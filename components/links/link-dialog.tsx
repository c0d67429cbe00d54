"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState, useTransition } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** The frame of choosing what is linked: it stays open with the reason where that failed. */
export function LinkDialog(props: {
  title: string;
  action: string;
  note: string;
  disabled: boolean;
  /** Answers why it could not be done; null when it is. */
  onLink: () => Promise<string | null>;
  onClosed: () => void;
  children: ReactNode;
}) {
  const { title, action, note, disabled, onLink, onClosed, children } = props;
  const t = useTranslations("links");
  const [open, setOpen] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const link = () =>
    start(async () => {
      const why = await onLink();
      setProblem(why);
      if (why === null) setOpen(false);
    });
  return (
    <Dialog open={open} onClose={() => setOpen(false)} onClosed={onClosed} title={title}>
      <div className="flex flex-col gap-3">
        {children}
        {problem !== null && <Banner tone="loss">{problem}</Banner>}
        <div className="flex flex-wrap items-center justify-end gap-2">
          <output className="mr-auto text-small text-ink-2 tnum">{note}</output>
          <Button disabled={pending} onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button variant="primary" disabled={pending || disabled} onClick={link}>
            {pending ? t("linking") : action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
