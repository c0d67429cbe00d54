"use client";
import { Dialog } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, Download, Trash2, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTypeName } from "#components/files/use-type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { IconButton, iconButtonClass } from "#components/ui/icon-button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

type Props = {
  id: string;
  item: DocumentItem | undefined;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onDelete: () => void;
};

/** What is being looked at, and what can be done with it. */
export function PreviewHeader({ id, item, onPrevious, onNext, onDelete }: Props) {
  const t = useTranslations();
  const name = item?.filename ?? "";
  return (
    <header className="flex min-h-14 flex-wrap items-center gap-x-1 border-b border-line bg-surface py-1 pr-2 pl-4">
      <div className="min-w-0 flex-1">
        <Dialog.Title className="truncate font-medium" title={name}>
          {name || t("preview.loading")}
        </Dialog.Title>
        {item !== undefined && <Details item={item} />}
      </div>
      <div className="order-last flex basis-full justify-between gap-1 sm:order-none sm:basis-auto">
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
        {item?.canDelete && item.deletedAt === null && (
          <IconButton label={t("documents.delete", { name })} onClick={onDelete}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        )}
      </div>
      <Dialog.Close aria-label={t("preview.close")} title={t("preview.close")} className={iconButtonClass()}>
        <X aria-hidden className="size-4" />
      </Dialog.Close>
    </header>
  );
}

function Details({ item }: { item: DocumentItem }) {
  const t = useTranslations();
  const locale = useLocale();
  const typeName = useTypeName();
  const size = formatBytes(item.fileSize, locale);
  return (
    <Dialog.Description className="truncate text-caption text-ink-3">
      {t("preview.details", {
        type: typeName(item.contentType),
        size,
        person: item.uploadedBy?.name ?? t("list.unknownPerson"),
      })}
    </Dialog.Description>
  );
}
