"use client";
import { useTranslations } from "next-intl";
import type { Invitee } from "#components/members/invite-dialog.tsx";
import { ToldOnce } from "#components/ui/told-once.tsx";
import type { Invited } from "#lib/members/types.ts";

/** Tells an invitation's link, for the one time. */
export function LinkDialog({ told, onClosed }: { told: Invitee & Invited; onClosed: () => void }) {
  const { name, email, secret, mail } = told;
  const t = useTranslations("members");
  return (
    <ToldOnce
      title={t("linkTitle", { name })}
      text={t(`linkText.${mail}`, { name, email })}
      told={[{ label: t("link"), value: `${location.origin}/invite?token=${secret}` }]}
      done={t("done")}
      onClosed={onClosed}
    />
  );
}
