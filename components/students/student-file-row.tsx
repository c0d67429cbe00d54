"use client";
import { Download, Unlink } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { rowLinkId } from "#components/documents/document-link.tsx";
import { nameOf } from "#components/files/name.ts";
import { Thumbnail } from "#components/files/thumbnail.tsx";
import { useTypeName } from "#components/files/use-type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { QuarantineBadge } from "#components/quarantine/badge.tsx";
import { IconButton, iconButtonClass } from "#components/ui/icon-button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** One file of a student. The whole row opens it. */
export function StudentFileRow(props: {
  item: DocumentItem;
  onOpen: (id: string) => void;
  onUnlink: (item: DocumentItem) => void;
}) {
  const { item, onOpen, onUnlink } = props;
  const t = useTranslations();
  const locale = useLocale();
  const typeName = useTypeName();
  const name = nameOf(item);
  return (
    <li
      data-row={item.id}
      className="relative flex h-14 items-center gap-3 border-b border-line px-2 hover:bg-surface has-[a[aria-current]]:bg-accent-soft"
    >
      <Thumbnail url={item.thumbnailUrl} contentType={item.contentType} />
      <span className="min-w-0 flex-1">
        <a
          id={rowLinkId(item.id)}
          data-open={item.id}
          href={`/documents?open=${item.id}`}
          title={name}
          onClick={(event) => {
            if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
              return;
            event.preventDefault();
            onOpen(item.id);
          }}
          className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {name}
        </a>
        <span className="pointer-events-none relative block truncate text-caption text-ink-3">
          {typeName(item.contentType)}, {formatBytes(item.fileSize, locale)},{" "}
          <RelativeTime at={item.uploadedAt} />
        </span>
      </span>
      {item.quarantine && <QuarantineBadge id={item.id} is={item.quarantine} />}
      <span className="relative z-1 flex">
        <a
          href={`/documents/${item.id}/download`}
          aria-label={t("documents.download", { name })}
          title={t("documents.downloadShort")}
          className={`${iconButtonClass()} max-sm:hidden`}
        >
          <Download aria-hidden className="size-4" />
        </a>
        {item.canEdit && (
          <IconButton label={t("links.unlink", { name })} onClick={() => onUnlink(item)}>
            <Unlink aria-hidden className="size-4" />
          </IconButton>
        )}
      </span>
    </li>
  );
}
