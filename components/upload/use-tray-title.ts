"use client";
import { useTranslations } from "next-intl";
import type { UploadView } from "#components/upload/engine.ts";

/** The tray's title: "Uploading 12 of 50, 2 min left", "48 uploaded, 2 need attention". */
export function useTrayTitle({ summary, secondsLeft, online }: UploadView): string {
  const t = useTranslations("upload");
  const { stored: done, failed, absent, here, held, busy } = summary;
  // What waits for its file, or for a word, is nothing that goes on.
  const total = summary.total - absent - here;
  if (!busy && absent > 0 && failed + done === 0) return t("unfinished", { count: absent });
  if (!busy && here > 0) {
    const words = failed > 0 ? "here.someFailed" : done > 0 ? "here.title" : "here.only";
    return t(words, { done, here, failed });
  }
  if (!busy) return failed > 0 ? t("someFailed", { done, failed }) : t("allDone", { count: done });
  if (held) return t("held", { done, total });
  if (!online) return t("waitingForConnection", { done, total });
  if (secondsLeft === null) return t("uploading", { done, total });
  return t("uploadingLeft", { done, total, left: left(secondsLeft) });

  function left(seconds: number): string {
    if (seconds < 55) return t("seconds", { count: Math.max(5, Math.ceil(seconds / 5) * 5) });
    if (seconds < 55 * 60) return t("minutes", { count: Math.ceil(seconds / 60) });
    return t("hours", { count: Math.ceil(seconds / 3600) });
  }
}
