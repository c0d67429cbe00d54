"use client";
import { Archive, ArchiveRestore, ArrowDown, ArrowUp, Lock, LockOpen, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { ClassName } from "#components/record-classes/class-name.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { CountedClass } from "#lib/record-classes/types.ts";

/** One record class, with how many documents have it and what can be done with it. */
export function ClassRow(props: {
  item: CountedClass;
  first: boolean;
  last: boolean;
  onRename: (name: string) => void;
  onMove: (by: -1 | 1) => void;
  onArchive: () => void;
  onRestrict: () => void;
}) {
  const { item, first, last, onRename, onMove, onArchive, onRestrict } = props;
  const t = useTranslations("recordClasses");
  const [naming, setNaming] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const { id, name, archived, restricted, documents } = item;
  const up = () => !first && onMove(-1);
  const down = () => !last && onMove(1);
  // With Alt, as editors move lines.
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowUp: up, ArrowDown: down }[event.key];
    if (!event.altKey || archived || move === undefined) return;
    event.preventDefault();
    move();
  };
  return (
    <li className="flex flex-wrap items-center gap-x-2 py-1">
      {naming ? (
        <ClassName
          name={name}
          onEnd={(given, back) => {
            setNaming(false);
            if (given !== null) onRename(given);
            if (back) pencil.current?.focus();
          }}
        />
      ) : (
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-2 [overflow-wrap:anywhere]">
          {name}
          {restricted && <Badge>{t("restricted")}</Badge>}
        </span>
      )}
      {documents.count > 0 && (
        <a
          href={`/documents?class=${id}`}
          className="text-small text-ink-2 tnum hover:text-ink hover:underline pointer-coarse:py-3"
        >
          {t(documents.more ? "moreDocuments" : "documents", { count: documents.count })}
        </a>
      )}
      <span className="ml-auto flex">
        <IconButton
          ref={pencil}
          label={t("rename", { name })}
          onClick={() => setNaming(true)}
          onKeyDown={onKeyDown}
        >
          <Pencil aria-hidden className="size-4" />
        </IconButton>
        {!archived && (
          <>
            {/* Not `disabled` at the ends: a button that had the focus would lose it. */}
            <IconButton label={t("up", { name })} aria-disabled={first} onClick={up} onKeyDown={onKeyDown}>
              <ArrowUp aria-hidden className="size-4" />
            </IconButton>
            <IconButton label={t("down", { name })} aria-disabled={last} onClick={down} onKeyDown={onKeyDown}>
              <ArrowDown aria-hidden className="size-4" />
            </IconButton>
          </>
        )}
        <IconButton label={t(restricted ? "open" : "restrict", { name })} onClick={onRestrict}>
          {restricted ? <LockOpen aria-hidden className="size-4" /> : <Lock aria-hidden className="size-4" />}
        </IconButton>
        <IconButton label={t(archived ? "offer" : "archive", { name })} onClick={onArchive}>
          {archived ? (
            <ArchiveRestore aria-hidden className="size-4" />
          ) : (
            <Archive aria-hidden className="size-4" />
          )}
        </IconButton>
      </span>
    </li>
  );
}
