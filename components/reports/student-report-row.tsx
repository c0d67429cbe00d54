"use client";
import { Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { nameOf } from "#components/files/name.ts";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { useReportWords } from "#components/reports/use-report-words.ts";
import { iconButtonClass } from "#components/ui/icon-button.tsx";
import type { ReportItem, ReportType } from "#lib/reports/types.ts";

/** One report of a student, by what it is. The whole row leads to it. */
export function StudentReportRow(props: { item: ReportItem; student: string; types: readonly ReportType[] }) {
  const { item, student, types } = props;
  const t = useTranslations("documents");
  const { inShort } = useReportWords(types);
  const name = nameOf(item);
  return (
    <li className="relative flex h-14 items-center gap-3 border-b border-line px-2 hover:bg-surface">
      <TypeIcon contentType={item.contentType} />
      <span className="min-w-0 flex-1">
        <Link
          href={`/reports?student=${student}&open=${item.id}`}
          title={name}
          className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {inShort(item)}
        </Link>
        <span className="pointer-events-none relative block truncate text-caption text-ink-3">
          {name}, <RelativeTime at={item.uploadedAt} />
        </span>
      </span>
      <a
        href={`/documents/${item.id}/download`}
        aria-label={t("download", { name })}
        title={t("downloadShort")}
        className={`relative z-1 ${iconButtonClass()}`}
      >
        <Download aria-hidden className="size-4" />
      </a>
    </li>
  );
}
