"use client";
import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { ChecklistItem } from "#lib/checklist/types.ts";

/** One thing that students should have, with what is it and what can be done with it. */
export function ItemRow(props: {
  item: ChecklistItem;
  first: boolean;
  last: boolean;
  onEdit: () => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { item, first, last, onEdit, onMove, onRemove } = props;
  const t = useTranslations("checklist");
  const { name, className, classArchived, groups, everyYear } = item;
  const up = () => !first && onMove(-1);
  const down = () => !last && onMove(1);
  // With Alt, as editors move lines.
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowUp: up, ArrowDown: down }[event.key];
    if (!event.altKey || move === undefined) return;
    event.preventDefault();
    move();
  };
  return (
    <li className="flex flex-wrap items-center gap-x-2 py-1.5">
      <span className="min-w-0 flex-1 basis-48 wrap-anywhere">
        <span className="block">{name}</span>
        <span className="block text-small text-ink-3">
          {t("ofClass", { name: className })}
          {everyYear && `, ${t("everyYearShort")}`}
          {groups.length > 0 && `, ${t("onlyFor", { groups: groups.join(", ") })}`}
        </span>
        {classArchived && <span className="block text-small text-wait">{t("classArchived")}</span>}
      </span>
      <span className="ml-auto flex">
        <IconButton label={t("edit", { name })} onClick={onEdit} onKeyDown={onKeyDown}>
          <Pencil aria-hidden className="size-4" />
        </IconButton>
        {/* Not `disabled` at the ends: a button that had the focus would lose it. */}
        <IconButton label={t("up", { name })} aria-disabled={first} onClick={up} onKeyDown={onKeyDown}>
          <ArrowUp aria-hidden className="size-4" />
        </IconButton>
        <IconButton label={t("down", { name })} aria-disabled={last} onClick={down} onKeyDown={onKeyDown}>
          <ArrowDown aria-hidden className="size-4" />
        </IconButton>
        <IconButton label={t("remove", { name })} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </span>
    </li>
  );
}
