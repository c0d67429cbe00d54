"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { type IntakeRow, readYear } from "#components/reports/intake/intake-row.ts";
import { TermOptions, TypeOptions } from "#components/reports/intake/options.tsx";
import { CONTROL } from "#components/ui/field.tsx";
import type { ReportType } from "#lib/reports/types.ts";

const SAME = "same";
const NONE = "";

/** What all rows have in common, or nothing where they differ. */
function common<Value>(rows: readonly IntakeRow[], valueOf: (row: IntakeRow) => Value): Value | null {
  const [first, ...others] = rows.map(valueOf);
  return first !== undefined && others.every((value) => value === first) ? first : null;
}

/** Type, part of the year and year of all files at once; each can be changed in its row afterwards. */
export function ForAll(props: {
  types: readonly ReportType[];
  rows: readonly IntakeRow[];
  onChange: (which: (row: IntakeRow) => boolean, to: Partial<IntakeRow>) => void;
}) {
  const { types, rows, onChange } = props;
  const t = useTranslations("reports");
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const type = common(rows, (row) => row.type);
  const term = common(rows, (row) => row.term ?? NONE);
  const year = common(rows, (row) => row.year);
  const all = () => true;
  return (
    <fieldset className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <legend className="sr-only">{t("intake.forAll")}</legend>
      <p aria-hidden className="w-full font-medium sm:w-auto sm:pb-2">
        {t("intake.forAll")}
      </p>
      <div className="flex min-w-0 flex-1 flex-col gap-1 sm:max-w-52">
        <label htmlFor={`${id}type`} className="text-caption text-ink-3">
          {t("type")}
        </label>
        <select
          id={`${id}type`}
          value={type ?? SAME}
          onChange={(event) => onChange(all, { type: event.target.value })}
          className={`${CONTROL} max-md:px-2`}
        >
          {type === null && <option value={SAME}>{t("intake.differ")}</option>}
          <TypeOptions types={types} asked={type} />
        </select>
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-1 sm:max-w-36">
        <label htmlFor={`${id}term`} className="text-caption text-ink-3">
          {t("term")}
        </label>
        <select
          id={`${id}term`}
          value={String(term ?? SAME)}
          onChange={({ target: { value } }) => onChange(all, { term: value === NONE ? null : Number(value) })}
          className={`${CONTROL} max-md:px-2`}
        >
          {term === null && <option value={SAME}>{t("intake.differ")}</option>}
          <TermOptions />
        </select>
      </div>
      <div className="flex w-20 flex-col gap-1">
        <label htmlFor={`${id}year`} className="text-caption text-ink-3">
          {t("year")}
        </label>
        <input
          id={`${id}year`}
          value={typed ?? year ?? ""}
          placeholder={year === null ? t("intake.differShort") : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            if (readYear(event.target.value) !== null) onChange(all, { year: event.target.value.trim() });
          }}
          onBlur={() => setTyped(null)}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          title={t("yearHint")}
          className={`${CONTROL} tnum`}
        />
      </div>
    </fieldset>
  );
}
