"use client";
import { ArrowDown, ArrowUp, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ViewName } from "#components/views/view-name.tsx";
import type { SavedView } from "#lib/views/types.ts";

/** One saved view, with what can be done with it. */
export function ViewRow(props: {
  view: SavedView;
  /** What it shows, in words. */
  words: string;
  first: boolean;
  last: boolean;
  onRename: (name: string) => void;
  onMove: (by: -1 | 1) => void;
  /** Has it show what the list shows now, where that is something else. */
  onUpdate: (() => void) | undefined;
  onDelete: () => void;
}) {
  const { view, words, first, last, onRename, onMove, onUpdate, onDelete } = props;
  const t = useTranslations("views");
  const [naming, setNaming] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const { name } = view;
  return (
    <li className="flex flex-wrap items-center gap-x-2 py-1">
      {naming ? (
        <ViewName
          name={name}
          onEnd={(given, back) => {
            setNaming(false);
            if (given !== null) onRename(given);
            if (back) pencil.current?.focus();
          }}
        />
      ) : (
        <span className="min-w-0 flex-1 max-sm:basis-full">
          <span className="block truncate" title={name}>
            {name}
          </span>
          <span className="block truncate text-caption text-ink-3" title={words}>
            {words}
          </span>
        </span>
      )}
      <span className="ml-auto flex">
        <IconButton ref={pencil} label={t("rename", { name })} onClick={() => setNaming(true)}>
          <Pencil aria-hidden className="size-4" />
        </IconButton>
        {onUpdate !== undefined && (
          <IconButton label={t("update", { name })} onClick={onUpdate}>
            <RefreshCw aria-hidden className="size-4" />
          </IconButton>
        )}
        {/* Not `disabled` at the ends: a button that had the focus would lose it. */}
        <IconButton label={t("up", { name })} aria-disabled={first} onClick={() => !first && onMove(-1)}>
          <ArrowUp aria-hidden className="size-4" />
        </IconButton>
        <IconButton label={t("down", { name })} aria-disabled={last} onClick={() => !last && onMove(1)}>
          <ArrowDown aria-hidden className="size-4" />
        </IconButton>
        <IconButton label={t("delete", { name })} onClick={onDelete}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </span>
    </li>
  );
}
