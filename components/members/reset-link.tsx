"use client";
import { useTranslations } from "next-intl";
import { ToldOnce } from "#components/ui/told-once.tsx";
import { RESET_MINUTES } from "#lib/password-reset/constants.ts";

/** A link for a new password, told this one time. */
export type ResetLink = { name: string; secret: string };

/** Tells the link for a member's new password, for the one time. */
export function ResetLinkDialog({ told, onClosed }: { told: ResetLink; onClosed: () => void }) {
  const { name, secret } = told;
  const t = useTranslations("members");
  return (
    <ToldOnce
      title={t("resetTitle", { name })}
      text={t("resetText", { name, minutes: RESET_MINUTES })}
      told={[{ label: t("link"), value: `${location.origin}/reset#${secret}` }]}
      done={t("done")}
      onClosed={onClosed}
    />
  );
}
