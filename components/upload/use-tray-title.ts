"use client";
import { useTranslations } from "next-intl";
import type { UploadView } from "#components/upload/engine.ts";

/** The tray's title: "Uploading 12 of 50, 2 min left", "48 uploaded, 2 need attention". */
export function useTrayTitle({ summary, secondsLeft, online }: UploadView): string {
  const t = useTranslations("upload");
  const { stored: done, failed, total, busy } = summary;
  if (!busy) return failed > 0 ? t("someFailed", { done, failed }) : t("allDone", { count: done });
  if (!online) return t("waitingForConnection", { done, total });
  if (secondsLeft === null) return t("uploading", { done, total });
  return t("uploadingLeft", { done, total, left: left(secondsLeft) });

  function left(seconds: number): string {
    if (seconds < 55) return t("seconds", { count: Math.max(5, Math.ceil(seconds / 5) * 5) });
    if (seconds < 55 * 60) return t("minutes", { count: Math.ceil(seconds / 60) });
    return t("hours", { count: Math.ceil(seconds / 3600) });
  }
}
