"use client";
import { useTranslations } from "next-intl";
import { FilterSelect } from "#components/documents/filter-select.tsx";
import { SegmentedControl } from "#components/ui/segmented-control.tsx";
import { STUDENT_STATUSES } from "#lib/students/constants.ts";
import type { StudentQuery } from "#lib/students/student-query.ts";

/** Something that is asked of students. */
export type Named = { id: string; name: string };

/** What narrows the list of students. */
export function StudentFilters(props: {
  asked: StudentQuery;
  ask: (change: Partial<StudentQuery>) => void;
  groups: readonly string[];
  checklist: readonly Named[];
}) {
  const { asked, ask, groups, checklist } = props;
  const t = useTranslations("students");
  const { group, status, missing } = asked;
  const named = group === null || groups.includes(group) ? groups : [...groups, group];
  return (
    <>
      <SegmentedControl
        label={t("status")}
        value={status}
        onChoose={(next) => ask({ status: next })}
        segments={STUDENT_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
      />
      {named.length > 0 && (
        <FilterSelect
          label={t("group")}
          clear={t("clear", { filter: t("group") })}
          value={group ?? ""}
          onChoose={(next) => ask({ group: next || null })}
        >
          {named.map((name) => (
            <option key={name} value={name} className="bg-surface">
              {name}
            </option>
          ))}
        </FilterSelect>
      )}
      {(checklist.length > 0 || missing !== null) && (
        <FilterSelect
          label={t("missing")}
          clear={t("clear", { filter: t("missing") })}
          value={missing ?? ""}
          onChoose={(next) => ask({ missing: next || null })}
        >
          <option value="any" className="bg-surface">
            {t("anyMissing")}
          </option>
          {checklist.map(({ id, name }) => (
            <option key={id} value={id} className="bg-surface">
              {t("itemMissing", { name })}
            </option>
          ))}
        </FilterSelect>
      )}
    </>
  );
}
