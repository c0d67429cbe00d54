"use client";
import { UserRound, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FilterSelect } from "#components/documents/filter-select.tsx";
import { useReportWords } from "#components/reports/use-report-words.ts";
import { fullName } from "#components/students/student-name.ts";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { TERMS } from "#lib/reports/constants.ts";
import { ALL_REPORTS, type ReportQuery, writeReportQuery } from "#lib/reports/report-query.ts";
import type { ReportType } from "#lib/reports/types.ts";
import type { LinkedStudent } from "#lib/students/types.ts";

const ChooseStudent = onDemand(() =>
  import("#components/reports/choose-student.tsx").then((module) => module.ChooseStudent),
);

/** What the list can be narrowed to. */
export type ReportChoices = {
  types: readonly ReportType[];
  years: readonly number[];
  /** Classes and year groups; null for readers who may not know of students. */
  groups: readonly string[] | null;
};

type Props = {
  asked: ReportQuery;
  ask: (change: Partial<ReportQuery>) => void;
  choices: ReportChoices;
  /** Whose reports are asked for, where it is somebody of the school. */
  student: LinkedStudent | null;
};

const withAsked = <Value,>(values: readonly Value[], asked: Value | null): readonly Value[] =>
  asked === null || values.includes(asked) ? values : [...values, asked];

/** What narrows the list of reports. */
export function ReportFilters({ asked, ask, choices, student }: Props) {
  const t = useTranslations("reports");
  const filters = useTranslations("filters");
  const { typeName, termName } = useReportWords(choices.types);
  const clear = (filter: string) => filters("clear", { filter });
  const option = (value: string | number, label: string | number) => (
    <option key={value} value={value} className="bg-surface">
      {label}
    </option>
  );
  const slugs = withAsked(
    choices.types.map(({ slug }) => slug),
    asked.type,
  );
  const active = Object.entries(writeReportQuery(asked)).some(
    ([name, value]) => name !== "q" && value !== null,
  );
  return (
    <>
      <FilterSelect
        label={t("type")}
        clear={clear(t("type"))}
        value={asked.type ?? ""}
        onChoose={(type) => ask({ type: type || null })}
      >
        {slugs.map((slug) => option(slug, typeName(slug)))}
      </FilterSelect>
      <FilterSelect
        label={t("year")}
        clear={clear(t("year"))}
        value={String(asked.year ?? "")}
        onChoose={(year) => ask({ year: year === "" ? null : Number(year) })}
      >
        {withAsked(choices.years, asked.year).map((year) => option(year, year))}
      </FilterSelect>
      <FilterSelect
        label={t("term")}
        clear={clear(t("term"))}
        value={String(asked.term ?? "")}
        onChoose={(term) => ask({ term: term === "" ? null : Number(term) })}
      >
        {TERMS.map((term) => option(term, termName(term)))}
      </FilterSelect>
      {choices.groups !== null && (
        <>
          <FilterSelect
            label={t("group")}
            clear={clear(t("group"))}
            value={asked.group ?? ""}
            onChoose={(group) => ask({ group: group || null })}
          >
            {withAsked(choices.groups, asked.group).map((group) => option(group, group))}
          </FilterSelect>
          <StudentFilter asked={asked} ask={ask} student={student} />
        </>
      )}
      {active && (
        <Button variant="quiet" onClick={() => ask({ ...ALL_REPORTS, q: asked.q })}>
          {filters("clearAll")}
        </Button>
      )}
    </>
  );
}

function StudentFilter({ asked, ask, student }: Omit<Props, "choices">) {
  const t = useTranslations("reports");
  const filters = useTranslations("filters");
  const [choosing, setChoosing] = useState(false);
  const on = asked.student !== null;
  return (
    <span
      data-on={on || undefined}
      className="inline-flex h-8 max-w-full min-w-0 items-center rounded-md border border-control bg-surface data-on:border-accent data-on:bg-accent-soft pointer-coarse:h-11"
    >
      <button
        type="button"
        onClick={() => setChoosing(true)}
        className="flex h-full min-w-0 items-center gap-1.5 rounded-md px-2 text-small pointer-coarse:px-3 pointer-coarse:text-[1rem]"
      >
        <UserRound aria-hidden className="size-3.5 shrink-0" />
        <span className="max-w-48 truncate">
          {on ? (student === null ? t("someStudent") : fullName(student)) : t("studentFilter")}
        </span>
      </button>
      {on && (
        <button
          type="button"
          aria-label={filters("clear", { filter: t("student") })}
          title={filters("clear", { filter: t("student") })}
          onClick={() => ask({ student: null })}
          className="flex h-full w-7 items-center justify-center rounded-md text-ink-2 hover:text-ink pointer-coarse:w-11"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
      {choosing && (
        <ChooseStudent
          title={t("filterTitle")}
          onChosen={({ id }) => ask({ student: id })}
          onClosed={() => setChoosing(false)}
        />
      )}
    </span>
  );
}
