"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { CONTROL } from "#components/ui/field.tsx";

/** Which column of the file is what. */
export function ColumnChoices<Field extends string>(props: {
  /** Each field with its name. */
  fields: readonly (readonly [Field, string])[];
  header: readonly string[];
  columns: Readonly<Record<Field, number | null>>;
  onChange: (columns: Readonly<Record<Field, number | null>>) => void;
}) {
  const { fields, header, columns, onChange } = props;
  const t = useTranslations("studentImport");
  const id = useId();
  const choose = (field: Field, value: string) =>
    onChange({ ...columns, [field]: value === "" ? null : Number(value) });
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{t("columns")}</legend>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
        {fields.map(([field, name]) => (
          <div key={field} className="flex min-w-0 flex-col gap-1">
            <label htmlFor={`${id}${field}`} className="text-small text-ink-2">
              {name}
            </label>
            <select
              id={`${id}${field}`}
              value={columns[field] ?? ""}
              onChange={(event) => choose(field, event.target.value)}
              className={CONTROL}
            >
              <option value="">{t("noColumn")}</option>
              {header.map((title, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- a column is its place; names may repeat.
                <option key={at} value={at}>
                  {title.trim() || t("unnamed", { number: at + 1 })}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
