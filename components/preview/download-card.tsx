"use client";
import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { useTypeName } from "#components/files/use-type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { buttonClass } from "#components/ui/button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** In place of what cannot be shown: what it is, how large, and the way to have it. */
export function DownloadCard({ document }: { document: DocumentItem }) {
  const t = useTranslations();
  const locale = useLocale();
  const typeName = useTypeName();
  const { id, filename, contentType, fileSize } = document;
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center overflow-auto p-4">
      <div className="flex w-full max-w-sm flex-col items-center gap-1 rounded-md border border-line bg-surface px-6 py-8 text-center">
        <TypeIcon contentType={contentType} className="mb-3 size-12" />
        <p className="max-w-full font-medium [overflow-wrap:anywhere]">{filename}</p>
        <p className="text-small text-ink-2 tnum">
          {typeName(contentType)}, {formatBytes(fileSize, locale)}
        </p>
        <p className="mt-3 text-ink-2 text-pretty">
          {t("preview.none")}. {t("preview.noneHint")}
        </p>
        <a href={`/documents/${id}/download`} className={`mt-4 ${buttonClass("primary")}`}>
          <Download aria-hidden className="size-4" />
          {t("documents.downloadShort")}
        </a>
      </div>
    </div>
  );
}
