"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** Tells a secret, for the one time. */
export function SecretDialog({ secret, onClosed }: { secret: string; onClosed: () => void }) {
  const t = useTranslations("webhooks");
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  return (
    <Dialog open={open} onClose={close} onClosed={onClosed} title={t("secretTitle")} text={t("secretText")}>
      <div className="flex flex-col gap-4">
        <CopyField label={t("secret")} value={secret} />
        <div className="flex justify-end">
          <Button variant="primary" onClick={close}>
            {t("close")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
