"use client";
import { GraduationCap, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { UploadButton } from "#components/upload/upload-button.tsx";
import { isNarrowed, type ReportQuery } from "#lib/reports/report-query.ts";

/** Nothing to list: nothing there yet, or nothing that fits the search and the filters. */
export function ReportsEmpty(props: { query: ReportQuery; writes: boolean; onClear: () => void }) {
  const { query, writes, onClear } = props;
  const t = useTranslations("reports");
  if (isNarrowed(query)) {
    return (
      <EmptyState icon={SearchX} title={t("nothingMatches")} text={t("nothingMatchesText")}>
        <Button onClick={onClear}>{t("clear")}</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={GraduationCap} title={t("emptyTitle")} text={t(writes ? "empty" : "emptyReader")}>
      {writes && <UploadButton />}
    </EmptyState>
  );
}
