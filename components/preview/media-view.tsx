"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ViewProps } from "#components/preview/image-view.tsx";
import { Notice } from "#components/preview/notice.tsx";

/** Sound or film, with the browser's own controls. */
export function MediaView({ document, url, renew, video }: ViewProps & { video: boolean }) {
  const t = useTranslations("preview");
  const [failed, setFailed] = useState(false);
  if (failed)
    return <Notice title={t("failed")} text={t("imageFailed")} onRetry={renew} download={document.id} />;
  const Media = video ? "video" : "audio";
  return (
    <div className="flex min-h-0 flex-1 items-center justify-center p-4">
      <Media
        src={url}
        controls
        aria-label={document.title ?? document.filename}
        onError={() => setFailed(true)}
        className={video ? "max-h-full max-w-full" : "w-full max-w-xl"}
      />
    </div>
  );
}
