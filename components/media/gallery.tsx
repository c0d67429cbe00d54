"use client";
import { Image } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { trashSome } from "#components/documents/trash-some.ts";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { LoadMore } from "#components/list/load-more.tsx";
import { MediaTile, tileId } from "#components/media/media-tile.tsx";
import { useMedia } from "#components/media/use-media.ts";
import { PanelGround } from "#components/preview/panel-ground.tsx";
import { usePreviewAddress } from "#components/preview/use-preview-address.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { UploadButton } from "#components/upload/upload-button.tsx";
import type { DocumentItem, DocumentPage } from "#lib/documents/types.ts";
import type { Shown } from "#lib/media/constants.ts";

const Preview = onDemand(() => import("#components/preview/preview.tsx").then((module) => module.Preview));

const linkOf = (id: string) => document.getElementById(tileId(id));
const reveal = (id: string) => linkOf(id)?.scrollIntoView({ block: "nearest" });

type Props = { shown: Shown; first: DocumentPage; setsLogo: boolean };

/** The school's pictures, sounds and films as tiles; one opens in the preview that documents have. */
export function Gallery({ shown, first, setsLogo }: Props) {
  const t = useTranslations("media");
  const words = useTranslations("documents");
  const errorText = useErrorText();
  const { items, nextCursor, change, loading, problem, loadMore } = useMedia(shown, first);
  const preview = usePreviewAddress();
  const { opened, show } = preview;
  const open = useCallback((id: string) => void show(id), [show]);
  const remove = (item: DocumentItem) => {
    change({ type: "removed", ids: [item.id] });
    void trashSome([item], { change, t: words, errorText });
  };
  return (
    <>
      {items.length === 0 && nextCursor === null ? (
        <EmptyState icon={Image} title={t(`empty.${shown}`)} text={shown === "all" ? t("emptyText") : ""}>
          {shown === "all" && <UploadButton />}
        </EmptyState>
      ) : (
        <ul
          aria-label={t("title")}
          className="mt-4 grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fill,minmax(12rem,1fr))]"
        >
          {items.map((item) => (
            <MediaTile key={item.id} item={item} onOpen={open} />
          ))}
        </ul>
      )}
      {nextCursor !== null && <LoadMore loading={loading} problem={problem} loadMore={loadMore} />}
      {opened !== null && (
        <>
          <PanelGround />
          <Preview
            id={opened}
            full={preview.full}
            items={items}
            onMove={open}
            onExpand={preview.expand}
            onShrink={preview.shrink}
            onClose={preview.close}
            onDelete={remove}
            setsLogo={setsLogo}
            onDescribed={() => change({ type: "stale" })}
            onPublication={(id, publication) => change({ type: "published", id, publication })}
            reveal={reveal}
            returnTo={linkOf}
          />
        </>
      )}
    </>
  );
}
