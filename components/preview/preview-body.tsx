"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { DownloadCard } from "#components/preview/download-card.tsx";
import { ImageView } from "#components/preview/image-view.tsx";
import { MediaView } from "#components/preview/media-view.tsx";
import { Loading, Notice } from "#components/preview/notice.tsx";
import { TextView } from "#components/preview/text-view.tsx";
import type { Opened } from "#components/preview/use-opened.ts";
import { useStaying } from "#components/preview/use-staying.ts";
import { AfterCheck } from "#components/quarantine/after-check.tsx";

const PdfView = dynamic(() => import("#components/preview/pdf-view.tsx").then((module) => module.PdfView), {
  ssr: false,
  loading: () => <Loading />,
});
const TableView = dynamic(
  () => import("#components/preview/table-view.tsx").then((module) => module.TableView),
  { ssr: false, loading: () => <Loading /> },
);

/** Tables are often kept as plain text. */
const TABLE_NAME = /\.(csv|tsv)$/i;

/** The document itself, in the way it can be shown, or why it cannot. */
export function PreviewBody(props: { id: string; state: Opened; renew: () => void }) {
  const { id, state, renew } = props;
  const t = useTranslations("preview");
  const errorText = useErrorText();
  const view = useStaying(state, renew);
  if (state.is === "refused" && view.refused) {
    return (
      <>
        <Notice title={t("failed")} text={errorText(state.code, state.details)} onRetry={view.retry} />
        {state.code === "file_checking" && <AfterCheck id={id} onDone={view.retry} />}
      </>
    );
  }
  if (view.staying === null) return <Loading />;
  const { attempt, opened } = view.staying;
  const { document, mode, url, expiresAt } = opened;
  const given = { document, url: url ?? "", expiresAt, renew: view.renew, retry: view.retry };
  switch (url === null ? "none" : mode) {
    case "image":
      return <ImageView key={attempt} {...given} />;
    case "pdf":
      return <PdfView key={attempt} {...given} />;
    case "text":
      return TABLE_NAME.test(document.filename) ? (
        <TableView key={attempt} {...given} />
      ) : (
        <TextView key={attempt} {...given} />
      );
    case "table":
      return <TableView key={attempt} {...given} />;
    case "audio":
    case "video":
      return <MediaView key={attempt} {...given} video={mode === "video"} />;
    case "none":
      return <DownloadCard document={document} />;
  }
}
