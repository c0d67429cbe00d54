"use client";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { iconButtonClass } from "#components/ui/icon-button.tsx";
import { type StudentQuery, writeStudentQuery } from "#lib/students/student-query.ts";

/** Who lacks what, of those whom the list is narrowed to, as a file to download. */
export function MissingExport({ query }: { query: StudentQuery }) {
  const t = useTranslations("students");
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(writeStudentQuery(query))) {
    if (value !== null) params.set(name, value);
  }
  return (
    <a
      href={`/students/missing?${params}`}
      download
      aria-label={t("missingExport")}
      title={t("missingExport")}
      className={iconButtonClass()}
    >
      <Download aria-hidden className="size-4" />
    </a>
  );
}
