"use client";
import { useLocale, useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import { DocumentActions, type RowActions } from "#components/documents/document-actions.tsx";
import { DocumentLink } from "#components/documents/document-link.tsx";
import { nameOf } from "#components/files/name.ts";
import { Thumbnail } from "#components/files/thumbnail.tsx";
import { typeShortName } from "#components/files/type-name.ts";
import { useTypeName } from "#components/files/use-type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import { KEPT_CLEAR } from "#components/list/table.tsx";
import { PublicBadge } from "#components/publishing/public-badge.tsx";
import { QuarantineBadge } from "#components/quarantine/badge.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** What shows itself where it is wanted: under a pointer, with the focus inside, by touch, and while cards are selected. */
const ON_DEMAND =
  "rounded-md bg-surface opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100";

/** One document as a card. All of it opens the document; what else it offers lies on top. All cards are of one size. */
export const DocumentCard = memo(function DocumentCard(props: {
  item: DocumentItem;
  /** Its place in the list, from 0. */
  index: number;
  /** How many the list has; -1 where nobody knows. */
  setSize: number;
  selected: boolean;
  actions: RowActions;
  /** What lies over the name while it is changed. */
  editor?: ReactNode;
}) {
  const { item, index, setSize, selected, actions, editor } = props;
  const t = useTranslations("list");
  const locale = useLocale();
  const typeName = useTypeName();
  const { id, filename } = item;
  const name = nameOf(item);
  const short = typeShortName(item.contentType);
  return (
    <li
      aria-setsize={setSize}
      aria-posinset={index + 1}
      data-row={id}
      className={`min-w-0 pr-3 pb-3 ${KEPT_CLEAR}`}
    >
      <div
        data-selected={selected || undefined}
        className="group relative overflow-clip rounded-md border border-line bg-surface hover:border-control data-selected:border-accent data-selected:bg-accent-soft"
      >
        <Thumbnail url={item.thumbnailUrl} contentType={item.contentType} look="card" />
        <div className="border-t border-line px-3 py-2">
          {editor !== undefined && (
            <div className="absolute inset-x-0 bottom-0 z-2 border-t border-line bg-surface p-2">
              {editor}
            </div>
          )}
          <div className="h-10">
            <DocumentLink
              id={id}
              title={name}
              actions={actions}
              className={name === filename ? "line-clamp-2 wrap-anywhere" : "block truncate"}
            >
              {name}
            </DocumentLink>
            {name !== filename && <span className="block truncate text-small text-ink-3">{filename}</span>}
          </div>
          <p className="pointer-events-none relative mt-1 truncate text-caption text-ink-3 tnum">
            {short.includes("/") ? typeName(item.contentType) : short}, {formatBytes(item.fileSize, locale)},{" "}
            <RelativeTime at={item.uploadedAt} />
          </p>
        </div>
        {item.quarantine && (
          <span className="pointer-events-none absolute right-2 bottom-[5.5rem] flex">
            <QuarantineBadge id={id} is={item.quarantine} />
          </span>
        )}
        {item.publication !== null && (
          <span className="pointer-events-none absolute top-2 left-2 flex group-focus-within:opacity-0 group-hover:opacity-0 group-data-selected:opacity-0 group-has-checked/cards:opacity-0 pointer-coarse:top-auto pointer-coarse:bottom-[5.5rem]">
            <PublicBadge state={item.publication.state} />
          </span>
        )}
        <span
          className={`absolute top-1 left-1 z-1 group-data-selected:opacity-100 group-has-checked/cards:opacity-100 ${ON_DEMAND}`}
        >
          <RowCheckbox
            label={t("select", { name })}
            checked={selected}
            onChange={(on, shift) => (shift ? actions.extend(id) : actions.toggle(id, on))}
          />
        </span>
        <span className={`absolute top-1 right-1 z-1 flex max-md:hidden ${ON_DEMAND}`}>
          <DocumentActions item={item} actions={actions} />
        </span>
      </div>
    </li>
  );
});
