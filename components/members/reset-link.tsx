"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { RESET_MINUTES } from "#lib/password-reset/constants.ts";

/** A link for a new password, told this one time. */
export type ResetLink = { name: string; secret: string };

/** Tells the link for a member's new password, for the one time. */
export function ResetLinkDialog({ told, onClosed }: { told: ResetLink; onClosed: () => void }) {
  const { name, secret } = told;
  const t = useTranslations("members");
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  return (
    <Dialog
      open={open}
      onClose={close}
      onClosed={onClosed}
      title={t("resetTitle", { name })}
      text={t("resetText", { name, minutes: RESET_MINUTES })}
    >
      <div className="flex flex-col gap-4">
        <CopyField label={t("link")} value={`${location.origin}/reset#${secret}`} />
        <div className="flex justify-end">
          <Button variant="primary" onClick={close}>
            {t("done")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
