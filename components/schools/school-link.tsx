"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Founded } from "#components/schools/school-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** Says that a school is there, and tells its administrator's link, for the one time. */
export function SchoolLink({ founded, onClosed }: { founded: Founded; onClosed: () => void }) {
  const { name: school, adminName: name, secret } = founded;
  const t = useTranslations("quota.newSchool");
  const [open, setOpen] = useState(true);
  const close = () => setOpen(false);
  return (
    <Dialog
      open={open}
      onClose={close}
      onClosed={onClosed}
      title={t("linkTitle", { school })}
      text={t(secret === null ? "known" : "linkText", { name, school })}
    >
      <div className="flex flex-col gap-4">
        {secret !== null && (
          <CopyField label={t("link")} value={`${location.origin}/invite?token=${secret}`} />
        )}
        <div className="flex justify-end">
          <Button variant="primary" onClick={close}>
            {t("done")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
