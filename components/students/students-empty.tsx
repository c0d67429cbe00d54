"use client";
import { CircleCheck, SearchX, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ALL_ENROLLED, type StudentQuery } from "#lib/students/student-query.ts";

/** Nobody to list: nobody there yet, or nobody who fits the search and the filters. */
export function StudentsEmpty(props: {
  query: StudentQuery;
  ask: (change: Partial<StudentQuery>) => void;
  /** What adds students, for those who may. */
  adding: ReactNode;
}) {
  const { query, ask, adding } = props;
  const t = useTranslations("students");
  const { q, group, status, missing } = query;
  if (missing !== null && q === "" && group === null) {
    return (
      <EmptyState icon={CircleCheck} title={t("nothingMissing")} text={t("nothingMissingHint")}>
        <Button onClick={() => ask({ missing: null })}>{t("clearFilters")}</Button>
      </EmptyState>
    );
  }
  if (q !== "" || group !== null) {
    const hints = [t("nothingMatchesHint"), ...(status === "enrolled" ? [t("nothingMatchesEnrolled")] : [])];
    return (
      <EmptyState icon={SearchX} title={t("nothingMatches")} text={hints.join("\n")}>
        {status === "enrolled" && (
          <Button variant="primary" onClick={() => ask({ status: "all" })}>
            {t("searchAll")}
          </Button>
        )}
        <Button onClick={() => ask(ALL_ENROLLED)}>{t("clearFilters")}</Button>
      </EmptyState>
    );
  }
  if (status === "left") return <EmptyState icon={Users} title={t("emptyStatus")} text="" />;
  return (
    <EmptyState icon={Users} title={t("emptyTitle")} text={t(adding ? "empty" : "emptyReader")}>
      {adding}
    </EmptyState>
  );
}
