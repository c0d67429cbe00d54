"use client";
import { Download, Pencil, Trash2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type MouseEvent, memo, type ReactNode } from "react";
import { Thumbnail } from "#components/files/thumbnail.tsx";
import { useTypeName } from "#components/files/use-type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import { CELL, FROM } from "#components/list/table.tsx";
import { IconButton, iconButtonClass } from "#components/ui/icon-button.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** What a row can ask for. The callbacks stay the same from one drawing to the next, so that rows need not be redrawn. */
export type RowActions = {
  open: (id: string) => void;
  /** Opens the fields for name and title in the row. */
  edit: (id: string) => void;
  trash: (items: readonly DocumentItem[]) => void;
  toggle: (id: string, on: boolean) => void;
  /** Selects all rows from the one selected last to this one. */
  extend: (id: string) => void;
};

/** Where the link of a row is found again, to give the focus back to it. */
export function rowLinkId(id: string): string {
  return `document-${id}`;
}

/** A plain click; with a modifier besides Shift the browser opens a tab of its own. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.altKey;
}

/** One document. The whole row opens it; what else it offers lies on top. */
export const DocumentRow = memo(function DocumentRow(props: {
  item: DocumentItem;
  selected: boolean;
  actions: RowActions;
  /** What stands in the place of the name while it is changed. */
  editor?: ReactNode;
}) {
  const { item, selected, actions, editor } = props;
  const t = useTranslations();
  const locale = useLocale();
  const typeName = useTypeName();
  const { id, filename: name } = item;
  const size = formatBytes(item.fileSize, locale);
  const exactSize = t("list.bytes", { size, bytes: item.fileSize });
  const person = item.uploadedBy?.name ?? t("list.unknownPerson");
  return (
    <tr
      className="group/row relative border-b border-line hover:bg-surface has-[a[data-open]:focus-visible]:bg-surface data-selected:bg-accent-soft md:h-11"
      data-row={id}
      data-selected={selected || undefined}
    >
      <td className="w-9 pointer-coarse:w-11">
        <RowCheckbox
          label={t("list.select", { name })}
          checked={selected}
          onChange={(on, shift) => (shift ? actions.extend(id) : actions.toggle(id, on))}
        />
      </td>
      <td className="px-2 py-2 md:py-0">
        <span className="flex min-w-0 items-center gap-3">
          <Thumbnail url={item.thumbnailUrl} contentType={item.contentType} />
          {editor ?? (
            <span className="min-w-0 flex-1">
              <span className="flex items-baseline gap-2 overflow-hidden">
                <a
                  id={rowLinkId(id)}
                  data-open={id}
                  href={`/documents?open=${id}`}
                  onClick={(event) => {
                    const shift = event.shiftKey;
                    if (!shift && !isPlain(event)) return;
                    event.preventDefault();
                    if (shift) actions.extend(id);
                    else actions.open(id);
                  }}
                  title={name}
                  className="block max-w-full shrink-0 truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                >
                  {name}
                </a>
                {item.title !== null && (
                  <span className="min-w-0 truncate text-ink-3 max-md:hidden" title={item.title}>
                    {item.title}
                  </span>
                )}
              </span>
              {/* Holds the words for screen readers, which would widen a small page; a tap goes on to the link. */}
              <span className="pointer-events-none relative block truncate text-caption text-ink-3 md:hidden">
                {item.title !== null && `${item.title} · `}
                {typeName(item.contentType)}, {size}, <RelativeTime at={item.uploadedAt} />
              </span>
            </span>
          )}
        </span>
      </td>
      <td className={`${CELL} ${FROM.lg}`}>{typeName(item.contentType)}</td>
      <td className={`${CELL} ${FROM.md} text-right tnum`} title={exactSize}>
        {size}
      </td>
      <td className={`${CELL} ${FROM.xl} pl-6`} title={person}>
        {person}
      </td>
      <td className={`${CELL} ${FROM.sm} tnum`}>
        <RelativeTime at={item.uploadedAt} />
      </td>
      <td className={`px-1 ${FROM.md}`}>
        <span className="relative z-1 flex justify-end">
          <a
            href={`/documents/${id}/download`}
            aria-label={t("documents.download", { name })}
            title={t("documents.downloadShort")}
            className={iconButtonClass()}
          >
            <Download aria-hidden className="size-4" />
          </a>
          {item.canEdit && (
            <IconButton
              label={t("rename.label", { name })}
              onClick={() => actions.edit(id)}
              className="order-first opacity-0 group-hover/row:opacity-100 group-focus-within/row:opacity-100 pointer-coarse:opacity-100"
            >
              <Pencil aria-hidden className="size-4" />
            </IconButton>
          )}
          {item.canDelete && (
            <IconButton label={t("documents.delete", { name })} onClick={() => actions.trash([item])}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          )}
        </span>
      </td>
    </tr>
  );
});
