"use client";
import { ChevronLeft, ChevronRight, Download, Info, Maximize2, Minimize2, Trash2, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useTypeName } from "#components/files/use-type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { PublicBadge } from "#components/publishing/public-badge.tsx";
import { QuarantineBadge } from "#components/quarantine/badge.tsx";
import { IconButton, iconButtonClass } from "#components/ui/icon-button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { Publication } from "#lib/publishing/types.ts";

type Props = {
  id: string;
  item: DocumentItem | undefined;
  full: boolean;
  info: boolean;
  publication: Publication | null;
  /** What the header offers of the file's being public; null where there is nothing to offer. */
  publicMenu: ReactNode;
  /** What it offers besides. */
  more: ReactNode;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onDelete: (() => void) | undefined;
  onInfo: () => void;
  /** To full screen and back; undefined where there is no other way to show it. */
  onFull: (() => void) | undefined;
  onClose: () => void;
};

/** What is being looked at, and what can be done with it. */
export function PreviewHeader(props: Props) {
  const {
    id,
    item,
    full,
    info,
    publication,
    publicMenu,
    more,
    onPrevious,
    onNext,
    onDelete,
    onInfo,
    onFull,
    onClose,
  } = props;
  const t = useTranslations();
  const name = item?.filename ?? "";
  return (
    <header className="@container shrink-0 border-b border-line bg-surface">
      <div className="flex min-h-14 flex-wrap items-center gap-x-1 py-1 pr-2 pl-4">
        <div className="min-w-0 flex-1 py-1">
          <div className="flex items-center gap-2">
            <h2 className="truncate font-medium" title={name}>
              {name || t("preview.loading")}
            </h2>
            {publication !== null && <PublicBadge state={publication.state} />}
            {item?.quarantine && <QuarantineBadge id={item.id} is={item.quarantine} />}
          </div>
          {item !== undefined && <Summary item={item} />}
        </div>
        <div className="flex justify-between gap-1 @max-[36rem]:order-last @max-[36rem]:basis-full @max-[36rem]:-ml-2">
          <span className="flex gap-1">
            {/* Not `disabled` at the ends of the list: a button that had the focus would lose it, and with it the keys. */}
            <IconButton
              label={t("preview.previous")}
              aria-disabled={onPrevious === undefined}
              onClick={onPrevious}
            >
              <ChevronLeft aria-hidden className="size-4" />
            </IconButton>
            <IconButton label={t("preview.next")} aria-disabled={onNext === undefined} onClick={onNext}>
              <ChevronRight aria-hidden className="size-4" />
            </IconButton>
          </span>
          <span className="flex gap-1">
            {item !== undefined && (
              <a
                href={`/documents/${id}/download`}
                aria-label={t("documents.download", { name })}
                title={t("documents.downloadShort")}
                className={iconButtonClass()}
              >
                <Download aria-hidden className="size-4" />
              </a>
            )}
            {publicMenu}
            {onDelete !== undefined && (
              <IconButton label={t("documents.delete", { name })} onClick={onDelete}>
                <Trash2 aria-hidden className="size-4" />
              </IconButton>
            )}
            {more}
            <IconButton
              label={t("preview.info")}
              aria-pressed={info}
              aria-keyshortcuts="i"
              onClick={onInfo}
              className="aria-pressed:bg-sunken aria-pressed:text-ink"
            >
              <Info aria-hidden className="size-4" />
            </IconButton>
          </span>
        </div>
        {onFull !== undefined && (
          <IconButton
            label={full ? t("preview.shrink") : t("preview.expand")}
            aria-keyshortcuts="f"
            onClick={onFull}
          >
            {full ? (
              <Minimize2 aria-hidden className="size-4" />
            ) : (
              <Maximize2 aria-hidden className="size-4" />
            )}
          </IconButton>
        )}
        <IconButton label={t("preview.close")} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
    </header>
  );
}

function Summary({ item }: { item: DocumentItem }) {
  const t = useTranslations();
  const locale = useLocale();
  const typeName = useTypeName();
  return (
    <p className="truncate text-caption text-ink-3">
      {t("preview.details", {
        type: typeName(item.contentType),
        size: formatBytes(item.fileSize, locale),
        person: item.uploadedBy?.name ?? t("list.unknownPerson"),
      })}
    </p>
  );
}
