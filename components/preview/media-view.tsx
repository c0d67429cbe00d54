"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Notice } from "#components/preview/notice.tsx";
import { usePlayback } from "#components/preview/use-playback.ts";
import type { ViewProps } from "#components/preview/view-props.ts";

/** Sound or film, with the browser's own controls. */
export function MediaView({ document, url, expiresAt, renew, video }: ViewProps & { video: boolean }) {
  const t = useTranslations("preview");
  const media = useRef<HTMLMediaElement>(null);
  const { problem, soundOnly, listeners } = usePlayback(media, { url, expiresAt, renew });
  const Media = video ? "video" : "audio";
  return (
    <>
      {problem === "store" && (
        <Notice title={t("failed")} text={t("mediaFailed")} onRetry={() => renew()} download={document.id} />
      )}
      {problem === "format" && (
        <Notice title={t("unplayable")} text={t("unplayableHint")} download={document.id} />
      )}
      {/* It stays behind a notice: it knows the place to go on from. */}
      <div
        hidden={problem !== null}
        className="flex min-h-0 flex-1 flex-col items-center justify-center gap-3 p-4 [&[hidden]]:hidden"
      >
        <Media
          ref={(element) => {
            media.current = element;
          }}
          controls
          preload="metadata"
          playsInline={video || undefined}
          aria-label={document.title ?? document.filename}
          {...listeners}
          className={video ? "min-h-0 w-full flex-1 object-contain" : "w-full max-w-xl"}
        />
        {video && soundOnly && <p className="text-small text-ink-2">{t("soundOnly")}</p>}
      </div>
    </>
  );
}
