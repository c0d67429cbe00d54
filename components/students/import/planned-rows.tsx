"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useDayText } from "#components/students/use-day-text.ts";
import type { StudentField } from "#lib/students/fields.ts";
import type { FieldChange, PlannedRow } from "#lib/students/import/types.ts";

/** Rows of one sort that are drawn; the others are counted. */
const SHOWN = 100;
const SORTS = ["error", "changed", "new"] as const;
const DAYS: readonly StudentField[] = ["dateOfBirth", "enrolledOn", "leftOn"];

/** What would be done, by sort: what is wrong first, then what changes from what to what, then who is new. */
export function PlannedRows({ rows }: { rows: readonly PlannedRow[] }) {
  const t = useTranslations("studentImport");
  return SORTS.map((sort) => {
    const own = rows.filter(({ is }) => is === sort);
    if (own.length === 0) return null;
    return (
      <section key={sort} aria-labelledby={`import-${sort}`}>
        <h2 id={`import-${sort}`} className="border-b border-line pb-2 font-semibold">
          {t(`sorts.${sort}`, { count: own.length })}
        </h2>
        <ul>
          {own.slice(0, SHOWN).map((row) => (
            <li key={row.row} className="flex gap-3 border-b border-line py-2">
              <span className="w-16 shrink-0 text-small text-ink-3 tnum">{t("row", { row: row.row })}</span>
              <span className="min-w-0 flex-1 wrap-anywhere">
                <span className="font-medium">{row.name || t("nameless")}</span>
                <What row={row} />
              </span>
            </li>
          ))}
          {own.length > SHOWN && (
            <li className="py-2 text-ink-2">{t("more", { count: own.length - SHOWN })}</li>
          )}
        </ul>
      </section>
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
