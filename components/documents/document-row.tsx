"use client";
import { useLocale, useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import { DocumentActions, type RowActions } from "#components/documents/document-actions.tsx";
import { DocumentLink } from "#components/documents/document-link.tsx";
import { nameOf } from "#components/files/name.ts";
import { Thumbnail } from "#components/files/thumbnail.tsx";
import { useTypeName } from "#components/files/use-type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import { CELL, FROM, KEPT_CLEAR } from "#components/list/table.tsx";
import { PublicBadge } from "#components/publishing/public-badge.tsx";
import { QuarantineBadge } from "#components/quarantine/badge.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** One document. The whole row opens it; what else it offers lies on top. All rows are of one height. */
export const DocumentRow = memo(function DocumentRow(props: {
  item: DocumentItem;
  /** Its place in the list, from 0. */
  index: number;
  selected: boolean;
  actions: RowActions;
  /** What stands in the place of the name while it is changed. */
  editor?: ReactNode;
}) {
  const { item, index, selected, actions, editor } = props;
  const t = useTranslations("list");
  const locale = useLocale();
  const typeName = useTypeName();
  const { id, filename } = item;
  const name = nameOf(item);
  const size = formatBytes(item.fileSize, locale);
  const exactSize = t("bytes", { size, bytes: item.fileSize });
  const person = item.uploadedBy?.name ?? t("unknownPerson");
  return (
    <tr
      className={`group/row relative h-14 hover:bg-surface has-[a[data-open]:focus-visible]:bg-surface data-selected:bg-accent-soft md:h-11 md:in-data-[density=compact]:h-9 ${KEPT_CLEAR}`}
      aria-rowindex={index + 2}
      data-row={id}
      data-selected={selected || undefined}
    >
      <td className="w-9 pointer-coarse:w-11">
        <RowCheckbox
          label={t("select", { name })}
          checked={selected}
          onChange={(on, shift) => (shift ? actions.extend(id) : actions.toggle(id, on))}
        />
      </td>
      <td className="px-2">
        <span className="flex min-w-0 items-center gap-3">
          <Thumbnail url={item.thumbnailUrl} contentType={item.contentType} />
          {editor ?? (
            <span className="min-w-0 flex-1 md:in-data-[density=compact]:flex md:in-data-[density=compact]:items-baseline md:in-data-[density=compact]:gap-2">
              <DocumentLink
                id={id}
                title={name}
                actions={actions}
                className="block truncate md:in-data-[density=compact]:shrink-0 md:in-data-[density=compact]:max-w-full"
              >
                {name}
              </DocumentLink>
              {name !== filename && (
                <span className="block truncate text-caption text-ink-3 max-md:hidden">{filename}</span>
              )}
              {/* Holds the words for screen readers, which would widen a small page; a tap goes on to the link. */}
              <span className="pointer-events-none relative block truncate text-caption text-ink-3 md:hidden">
                {typeName(item.contentType)}, {size}, <RelativeTime at={item.uploadedAt} />
                {name !== filename && `, ${filename}`}
              </span>
            </span>
          )}
          {item.publication !== null && <PublicBadge state={item.publication.state} />}
          {item.quarantine && <QuarantineBadge id={id} is={item.quarantine} />}
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
          <DocumentActions item={item} actions={actions} />
        </span>
      </td>
    </tr>
  );
});
