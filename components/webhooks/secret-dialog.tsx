"use client";
import { useTranslations } from "next-intl";
import { ToldOnce } from "#components/ui/told-once.tsx";

/** Tells a secret, for the one time. */
export function SecretDialog({ secret, onClosed }: { secret: string; onClosed: () => void }) {
  const t = useTranslations("webhooks");
  return (
    <ToldOnce
      title={t("secretTitle")}
      text={t("secretText")}
      told={[{ label: t("secret"), value: secret }]}
      done={t("close")}
      onClosed={onClosed}
    />
  );
}
