"use client";
import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { QuarantineBadge } from "#components/quarantine/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** What hangs on a draft already. */
export function AttachedFiles(props: {
  files: readonly DocumentItem[];
  onRemove: (document: DocumentItem) => void;
}) {
  const t = useTranslations("messages");
  const locale = useLocale();
  return props.files.map((document) => (
    <li
      key={document.id}
      className="flex min-h-12 items-center gap-3 rounded-md border border-line bg-surface py-1 pr-2 pl-3"
    >
      <TypeIcon contentType={document.contentType} />
      <span className="min-w-0 flex-1 truncate" title={document.filename}>
        {document.title ?? document.filename}
      </span>
      {document.quarantine && <QuarantineBadge id={document.id} is={document.quarantine} />}
      <span className="shrink-0 text-small text-ink-3 tnum">{formatBytes(document.fileSize, locale)}</span>
      <IconButton label={t("takeOff", { name: document.filename })} onClick={() => props.onRemove(document)}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </li>
  ));
}
