"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { BUILT_IN_TYPES, NO_TYPE } from "#lib/reports/constants.ts";
import type { ReportFacts, ReportType } from "#lib/reports/types.ts";

const KNOWN = [...BUILT_IN_TYPES, NO_TYPE] as const;

/** What types of report and parts of a year are called. A type that the school does not know is called by its slug. */
export function useReportWords(types: readonly ReportType[]) {
  const t = useTranslations("reports");
  const typeName = useCallback(
    (slug: string | null): string => {
      const known = KNOWN.find((one) => one === (slug ?? NO_TYPE));
      return known === undefined
        ? (types.find((one) => one.slug === slug)?.name ?? slug ?? "")
        : t(`types.${known}`);
    },
    [t, types],
  );
  const termName = useCallback(
    (term: number | null): string => (term === null ? t("wholeYear") : t("termName", { term })),
    [t],
  );
  /** "Report card, Term 1, 2025". */
  const inShort = useCallback(
    ({ reportType, term, year }: ReportFacts): string =>
      [
        typeName(reportType),
        ...(term === null ? [] : [termName(term)]),
        ...(year === null ? [] : [year]),
      ].join(", "),
    [typeName, termName],
  );
  return { typeName, termName, inShort };
}
