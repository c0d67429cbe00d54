"use client";
import { useTranslations } from "next-intl";
import type { UploadItem } from "#components/upload/item.ts";
import type { Summary } from "#components/upload/summary.ts";
import { useFailureText } from "#components/upload/use-failure-text.ts";

/** Reads results out: the latest failure with its reason, and the count once everything has come to an end. */
export function TrayAnnouncer({ items, summary }: { items: readonly UploadItem[]; summary: Summary }) {
  const t = useTranslations("upload");
  const failureText = useFailureText();
  const failed = items.findLast(({ step }) => step.at === "failed");
  return (
    <div className="sr-only">
      <p role="alert">
        {failed?.step.at === "failed" &&
          t("announceFailed", { name: failed.name, reason: failureText(failed.step.failure) })}
      </p>
      <output>{!summary.busy && summary.stored > 0 && t("announceDone", { count: summary.stored })}</output>
      <output>{summary.here > 0 && t("here.announce", { count: summary.here })}</output>
    </div>
  );
}
