"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { isOpen } from "#components/bulk/progress.ts";
import type { BulkAction } from "#lib/bulk/types.ts";

/** What an action does, or has done, in one sentence. */
export function useBulkTitle(): (action: BulkAction) => string {
  const t = useTranslations("bulk");
  return useCallback(
    (action) => {
      const { action: verb, total, done } = action;
      return isOpen(action) ? t(`working.${verb}`, { count: total }) : t(`ended.${verb}`, { count: done });
    },
    [t],
  );
}

/** What else is to be said of an action: why it ended early, and what it left alone for which reason. */
export function useBulkNotes(): (action: BulkAction) => string[] {
  const t = useTranslations("bulk");
  return useCallback(
    ({ state, stoppedBy, total, done, skippedRights, skippedGone }) => {
      const notes: string[] = [];
      const left = total - done - skippedRights - skippedGone;
      if (state === "failed") notes.push(t("failed", { count: left }));
      if (state === "stopped") {
        notes.push(t(stoppedBy === "rights" ? "stoppedByRights" : "stopped", { count: left }));
      }
      if (skippedRights > 0) notes.push(t("skippedRights", { count: skippedRights }));
      if (skippedGone > 0) notes.push(t("skippedGone", { count: skippedGone }));
      return notes;
    },
    [t],
  );
}
