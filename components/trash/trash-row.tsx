"use client";
import { Trash2, Undo2 } from "lucide-react";
import { useLocale, useNow, useTranslations } from "next-intl";
import { Thumbnail } from "#components/files/thumbnail.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import { CELL, FROM } from "#components/list/table.tsx";
import { QuarantineBadge } from "#components/quarantine/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

type Props = {
  item: DocumentItem;
  selected: boolean;
  onToggle: (id: string, on: boolean) => void;
  onRestore: () => void;
  onPurge: (() => void) | undefined;
};

const A_DAY = 86_400_000;

/** One document in the trash. */
export function TrashRow({ item, selected, onToggle, onRestore, onPurge }: Props) {
  const t = useTranslations();
  const locale = useLocale();
  const now = useNow();
  const { filename: name, deletedAt, purgeAt } = item;
  const size = formatBytes(item.fileSize, locale);
  const ms = purgeAt === null ? 0 : Date.parse(purgeAt) - now.getTime();
  const left = t("trash.daysLeft", { count: ms < A_DAY ? 0 : Math.ceil(ms / A_DAY) });
  return (
    <tr
      data-selected={selected || undefined}
      className="hover:bg-surface data-selected:bg-accent-soft md:h-11"
    >
      <td className="w-9 pointer-coarse:w-11">
        <RowCheckbox
          label={t("list.select", { name })}
          checked={selected}
          onChange={(on) => onToggle(item.id, on)}
        />
      </td>
      <td className="px-2 py-2 md:py-0">
        <span className="flex min-w-0 items-center gap-3">
          <Thumbnail url={item.thumbnailUrl} contentType={item.contentType} />
          <span className="min-w-0">
            <span className="block truncate font-medium" title={name}>
              {name}
            </span>
            <span className="block truncate text-caption text-ink-3 md:hidden">
              {size}, {left}
            </span>
            {item.publication !== null && (
              <span className="block text-caption text-wait">{t("public.isWithdrawing")}</span>
            )}
            {item.quarantine && <QuarantineBadge id={item.id} is={item.quarantine} />}
            {item.withdrawn && <span className="block text-caption text-loss">{t("trash.withdrawn")}</span>}
          </span>
        </span>
      </td>
      <td className={`${CELL} ${FROM.md} text-right tnum`}>{size}</td>
      <td className={`${CELL} ${FROM.md} pl-6 tnum`}>
        {deletedAt !== null && <RelativeTime at={deletedAt} />}
      </td>
      <td className={`${CELL} ${FROM.md} tnum`}>{left}</td>
      <td className="w-20 px-1 pointer-coarse:w-25">
        <span className="flex justify-end">
          {item.canDelete && !item.withdrawn && (
            <IconButton label={t("trash.restoreName", { name })} onClick={onRestore}>
              <Undo2 aria-hidden className="size-4" />
            </IconButton>
          )}
          {onPurge !== undefined && (
            <IconButton label={t("trash.purgeName", { name })} onClick={onPurge}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          )}
        </span>
      </td>
    </tr>
  );
}
