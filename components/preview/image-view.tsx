"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Notice } from "#components/preview/notice.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** What every view of a document is given; `renew` asks for a fresh signature. */
export type ViewProps = { document: DocumentItem; url: string; renew: () => void };

/** A picture, straight from the store. */
export function ImageView({ document, url, renew }: ViewProps) {
  const t = useTranslations("preview");
  const [failed, setFailed] = useState(false);
  if (failed)
    return <Notice title={t("failed")} text={t("imageFailed")} onRetry={renew} download={document.id} />;
  return (
    <div className="flex min-h-0 flex-1 items-center justify-center p-4">
      {/* oxlint-disable-next-line nextjs/no-img-element -- the bytes go from the store to the browser, past this server. */}
      <img
        src={url}
        alt={document.title ?? document.filename}
        onError={() => setFailed(true)}
        className="max-h-full max-w-full rounded-sm bg-surface object-contain"
      />
    </div>
  );
}
