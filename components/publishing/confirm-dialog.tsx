"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Alert } from "#components/ui/alert.tsx";
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
    <Alert
      open={open}
      pending={pending}
      setOpen={setOpen}
      onClosed={onClose}
      title={title}
      text={texts.map((text) => <p key={text}>{text}</p>)}
      cancel={t("cancel")}
      action={
        <Button variant="primary" disabled={pending} onClick={go}>
          {pending ? t("working") : confirm}
        </Button>
      }
      over
    >
      {problem !== null && <Banner tone="loss">{problem}</Banner>}
    </Alert>
  );
}
