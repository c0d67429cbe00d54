"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Invitee } from "#components/members/invite-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Invited } from "#lib/members/types.ts";

/** Tells an invitation's link, for the one time. */
export function LinkDialog({ told, onClosed }: { told: Invitee & Invited; onClosed: () => void }) {
  const { name, email, secret, mail } = told;
  const t = useTranslations("members");
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  return (
    <Dialog
      open={open}
      onClose={close}
      onClosed={onClosed}
      title={t("linkTitle", { name })}
      text={t(`linkText.${mail}`, { name, email })}
    >
      <div className="flex flex-col gap-4">
        <CopyField label={t("link")} value={`${location.origin}/invite?token=${secret}`} />
        <div className="flex justify-end">
          <Button variant="primary" onClick={close}>
            {t("done")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
