"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { isOpen } from "#components/bulk/progress.ts";
import type { BulkAction, BulkChange } from "#lib/bulk/types.ts";

type Translate = ReturnType<typeof useTranslations<"bulk">>;

/** What is said of documents. */
function changeText(t: Translate, change: BulkChange): string {
  switch (change.field) {
    case "class":
      return change.name === null ? t("change.noClass") : t("change.class", { name: change.name });
    case "year":
      return change.year === null ? t("change.noYear") : t("change.year", { year: String(change.year) });
    default:
      return t(`change.${change.field}`, { name: change.name });
  }
}

/** What an action does, or has done, in one sentence. */
export function useBulkTitle(): (action: BulkAction) => string {
  const t = useTranslations("bulk");
  return useCallback(
    (action) => {
      const { action: verb, total, done } = action;
      const change = action.change === null ? "" : changeText(t, action.change);
      return isOpen(action)
        ? t(`working.${verb}`, { count: total, change })
        : t(`ended.${verb}`, { count: done, change });
    },
    [t],
  );
}

/** What else is to be said of an action: why it ended early, and what it left alone for which reason. */
export function useBulkNotes(): (action: BulkAction) => string[] {
  const t = useTranslations("bulk");
  return useCallback(
    ({ action, state, stoppedBy, total, done, skippedRights, skippedGone }) => {
      const notes: string[] = [];
      const left = total - done - skippedRights - skippedGone;
      if (state === "failed") notes.push(t("failed", { count: left }));
      if (state === "stopped") {
        notes.push(t(stoppedBy === "rights" ? "stoppedByRights" : "stopped", { count: left }));
      }
      const says = action === "describe" || action === "undescribe";
      if (skippedRights > 0) notes.push(t(says ? "notYours" : "skippedRights", { count: skippedRights }));
      if (skippedGone > 0) notes.push(t(says ? "otherwise" : "skippedGone", { count: skippedGone }));
      return notes;
    },
    [t],
  );
}
