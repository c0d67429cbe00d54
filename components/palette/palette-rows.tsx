"use client";
import { Command } from "cmdk";
import { ListFilter, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { RelativeTime } from "#components/format/relative-time.tsx";
import type { PaletteCommand } from "#components/palette/use-commands.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** The look of a group with its heading. */
export const HEADED =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-caption [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3";

const ROW =
  "flex min-h-9 cursor-default items-center gap-3 rounded-sm px-2 py-1 select-none data-[selected=true]:bg-accent-soft pointer-coarse:min-h-11";
const ICON = { "aria-hidden": true, strokeWidth: 1.75, className: "size-4 shrink-0 text-ink-2" } as const;

export function CommandRow({ command, onSelect }: { command: PaletteCommand; onSelect: () => void }) {
  const { id, icon: Icon, label } = command;
  return (
    <Command.Item value={id} onSelect={onSelect} className={ROW}>
      <Icon {...ICON} />
      <span className="truncate">{label}</span>
    </Command.Item>
  );
}

export function FileRow({ item, onSelect }: { item: DocumentItem; onSelect: () => void }) {
  return (
    <Command.Item value={`file-${item.id}`} onSelect={onSelect} className={ROW}>
      <TypeIcon contentType={item.contentType} />
      <span className="mr-auto truncate" title={item.filename}>
        {item.filename}
      </span>
      <span className="shrink-0 text-caption text-ink-3 tnum">
        <RelativeTime at={item.uploadedAt} />
      </span>
    </Command.Item>
  );
}

export function MoreRow({ query, onSelect }: { query: string; onSelect: () => void }) {
  const t = useTranslations("palette");
  return (
    <Command.Item value="more" onSelect={onSelect} className={ROW}>
      <ListFilter {...ICON} />
      <span className="truncate">{t("showAll", { query })}</span>
    </Command.Item>
  );
}

export function RetryRow({ onSelect }: { onSelect: () => void }) {
  const t = useTranslations("list");
  return (
    <Command.Item value="retry" onSelect={onSelect} className={ROW}>
      <RotateCw {...ICON} />
      {t("tryAgain")}
    </Command.Item>
  );
}
