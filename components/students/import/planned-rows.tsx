"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlannedSection } from "#components/csv-import/planned-section.tsx";
import { useDayText } from "#components/students/use-day-text.ts";
import type { StudentField } from "#lib/students/fields.ts";
import type { FieldChange, PlannedRow } from "#lib/students/import/types.ts";

const SORTS = ["error", "changed", "new"] as const;
const DAYS: readonly StudentField[] = ["dateOfBirth", "enrolledOn", "leftOn"];

/** What would be done, by sort: what is wrong first, then what changes from what to what, then who is new. */
export function PlannedRows({ rows }: { rows: readonly PlannedRow[] }) {
  const t = useTranslations("studentImport");
  const words = { row: (row: number) => t("row", { row }), more: (count: number) => t("more", { count }) };
  return SORTS.map((sort) => {
    const own = rows.filter(({ is }) => is === sort);
    const title = t(`sorts.${sort}`, { count: own.length });
    return (
      <PlannedSection key={sort} id={`import-${sort}`} title={title} rows={own} words={words}>
        {(row) => (
          <>
            <span className="font-medium">{row.name || t("nameless")}</span>
            <What row={row} />
          </>
        )}
      </PlannedSection>
    );
  });
}

function What({ row }: { row: PlannedRow }): ReactNode {
  const t = useTranslations();
  if (row.is === "error") {
    return row.problems.map(({ field, problem }) => (
      <span key={field} className="block text-small text-loss">
        {field !== null && `${t(`students.fields.${field}`)}: `}
        {t(`studentImport.problems.${problem}`)}
      </span>
    ));
  }
  return row.is === "changed"
    ? row.changes.map((change) => <Changed key={change.field} change={change} />)
    : null;
}

function Changed({ change: { field, from, to } }: { change: FieldChange }) {
  const t = useTranslations();
  const day = useDayText();
  const text = (value: string | null) =>
    value === null ? t("studentImport.nothing") : DAYS.includes(field) ? day(value) : value;
  return (
    <span className="block text-small text-ink-2 tnum">
      {t(`students.fields.${field}`)}: <del className="text-ink-3">{text(from)}</del> {"\u2192 "}
      <ins className="text-ink no-underline">{text(to)}</ins>
    </span>
  );
}
