"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { CONTROL } from "#components/ui/field.tsx";
import { STUDENT_FIELDS, type StudentField } from "#lib/students/fields.ts";
import type { Columns } from "#lib/students/import/columns.ts";

/** Which column of the file is what. */
export function ColumnChoices(props: {
  header: readonly string[];
  columns: Columns;
  onChange: (columns: Columns) => void;
}) {
  const { header, columns, onChange } = props;
  const t = useTranslations();
  const id = useId();
  const choose = (field: StudentField, value: string) =>
    onChange({ ...columns, [field]: value === "" ? null : Number(value) });
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{t("studentImport.columns")}</legend>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
        {STUDENT_FIELDS.map((field) => (
          <div key={field} className="flex min-w-0 flex-col gap-1">
            <label htmlFor={`${id}${field}`} className="text-small text-ink-2">
              {t(`students.fields.${field}`)}
            </label>
            <select
              id={`${id}${field}`}
              value={columns[field] ?? ""}
              onChange={(event) => choose(field, event.target.value)}
              className={CONTROL}
            >
              <option value="">{t("studentImport.noColumn")}</option>
              {header.map((name, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- a column is its place; names may repeat.
                <option key={at} value={at}>
                  {name.trim() || t("studentImport.unnamed", { number: at + 1 })}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
