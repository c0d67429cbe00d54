"use client";
import { useTranslations } from "next-intl";
import { useReportWords } from "#components/reports/use-report-words.ts";
import { TERMS } from "#lib/reports/constants.ts";
import type { ReportType } from "#lib/reports/types.ts";

/** The types that are offered, and the one that is chosen, whichever it is. */
export function TypeOptions({ types, asked }: { types: readonly ReportType[]; asked: string | null }) {
  const { typeName } = useReportWords(types);
  const offered = types.filter(({ archived, slug }) => !archived || slug === asked).map(({ slug }) => slug);
  const slugs = asked === null || offered.includes(asked) ? offered : [...offered, asked];
  return slugs.map((slug) => (
    <option key={slug} value={slug}>
      {typeName(slug)}
    </option>
  ));
}

/** The parts of a year, and the whole of it. */
export function TermOptions() {
  const t = useTranslations("reports");
  return (
    <>
      <option value="">{t("wholeYear")}</option>
      {TERMS.map((term) => (
        <option key={term} value={term}>
          {t("termName", { term })}
        </option>
      ))}
    </>
  );
}
