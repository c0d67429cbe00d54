"use client";
import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";

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
  return (
    <Alert
      title={title}
      text={texts.map((text) => <p key={text}>{text}</p>)}
      cancel={t("cancel")}
      action={confirm}
      working={t("working")}
      onAction={onConfirm}
      onClose={onClose}
      over
    />
  );
}
