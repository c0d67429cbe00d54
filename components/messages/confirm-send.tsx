"use client";
import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";

type Props = {
  what: "send" | "discard";
  /** Does it; answers why it could not be done, or null. */
  onConfirm: () => Promise<string | null>;
  onClose: () => void;
};

/** Asks before a message goes to everybody, and before a draft is given up. */
export function ConfirmSend({ what, onConfirm, onClose }: Props) {
  const t = useTranslations("messages.ask");
  return (
    <Alert
      title={t(`${what}.title`)}
      text={t(`${what}.text`)}
      cancel={t("cancel")}
      action={t(`${what}.do`)}
      loss={what === "discard"}
      onAction={onConfirm}
      onClose={onClose}
    />
  );
}
