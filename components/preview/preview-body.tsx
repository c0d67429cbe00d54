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

const PdfView = dynamic(() => import("#components/preview/pdf-view.tsx").then((module) => module.PdfView), {
  ssr: false,
  loading: () => <Loading />,
});

/** The document itself, in the way it can be shown, or why it cannot. */
export function PreviewBody({ state, renew }: { state: Opened; renew: () => void }) {
  const t = useTranslations("preview");
  const errorText = useErrorText();
  if (state.is === "loading") return <Loading />;
  if (state.is === "refused") {
    return <Notice title={t("failed")} text={errorText(state.code, state.details)} onRetry={renew} />;
  }
  const { document, mode, url } = state.opened;
  const view = { document, url: url ?? "", renew };
  switch (url === null ? "none" : mode) {
    case "image":
      return <ImageView {...view} />;
    case "pdf":
      return <PdfView {...view} />;
    case "text":
      return <TextView {...view} />;
    case "audio":
    case "video":
      return <MediaView {...view} video={mode === "video"} />;
    default:
      return <DownloadCard document={document} />;
  }
}
