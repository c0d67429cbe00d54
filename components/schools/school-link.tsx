"use client";
import { useTranslations } from "next-intl";
import type { Founded } from "#components/schools/school-dialog.tsx";
import { ToldOnce } from "#components/ui/told-once.tsx";

/** Says that a school is there, and tells its administrator's link, for the one time. */
export function SchoolLink({ founded, onClosed }: { founded: Founded; onClosed: () => void }) {
  const { name: school, adminName: name, secret } = founded;
  const t = useTranslations("quota.newSchool");
  const link = { label: t("link"), value: `${location.origin}/invite?token=${secret}` };
  return (
    <ToldOnce
      title={t("linkTitle", { school })}
      text={t(secret === null ? "known" : "linkText", { name, school })}
      told={secret === null ? [] : [link]}
      done={t("done")}
      onClosed={onClosed}
    />
  );
}
