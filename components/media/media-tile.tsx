"use client";
import { useTranslations } from "next-intl";
import { nameOf } from "#components/files/name.ts";
import { Thumbnail } from "#components/files/thumbnail.tsx";
import { useAltText } from "#components/media/use-alt-text.ts";
import { PublicBadge } from "#components/publishing/public-badge.tsx";
import { QuarantineBadge } from "#components/quarantine/badge.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";
import { canBeLogo } from "#lib/publishing/rules.ts";

export const tileId = (id: string) => `media-${id}`;

/** One of the media: all of it opens the file. */
export function MediaTile({ item, onOpen }: { item: DocumentItem; onOpen: (id: string) => void }) {
  const t = useTranslations("media");
  const altText = useAltText(item);
  const name = nameOf(item);
  return (
    <li className="relative min-w-0 rounded-md border border-line bg-surface has-aria-[current]:border-accent has-aria-[current]:bg-accent-soft hover:border-control">
      <span className="block overflow-clip rounded-t-md">
        <Thumbnail url={item.thumbnailUrl} contentType={item.contentType} look="card" />
      </span>
      <div className="border-t border-line px-3 py-2">
        <a
          id={tileId(item.id)}
          href={`?open=${item.id}`}
          title={name}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
            event.preventDefault();
            onOpen(item.id);
          }}
          className="block truncate rounded-sm font-medium after:absolute after:inset-0"
        >
          {name}
        </a>
        <p className={`truncate text-caption ${altText === null ? "text-ink-3 italic" : "text-ink-2"}`}>
          {altText ?? (canBeLogo(item) ? t("undescribed") : " ")}
        </p>
      </div>
      {item.quarantine && (
        <span className="pointer-events-none absolute top-2 right-2 flex">
          <QuarantineBadge id={item.id} is={item.quarantine} />
        </span>
      )}
      {item.publication !== null && (
        <span className="pointer-events-none absolute top-2 left-2 flex">
          <PublicBadge state={item.publication.state} />
        </span>
      )}
    </li>
  );
}
