"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FieldFrame } from "#components/fields/field-frame.tsx";
import { useDraft } from "#components/fields/use-draft.ts";
import type { FieldState } from "#components/fields/use-fields.ts";
import { readYear } from "#components/fields/year.ts";
import { CONTROL } from "#components/ui/field.tsx";
import { FIRST_YEAR, LAST_YEAR } from "#lib/documents/constants.ts";

/** The year that a document is of. */
export function YearField(props: {
  id: string;
  value: number | null;
  state: FieldState;
  onSave: (year: number | null) => void;
}) {
  const { id, value, state, onSave } = props;
  const t = useTranslations("fields");
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(String(value ?? ""), state, (typed) => {
    const year = readYear(typed);
    setWrong(year === undefined);
    if (year !== undefined) onSave(year);
    return year !== undefined;
  });
  const problem = wrong ? t("yearProblem", { first: FIRST_YEAR, last: LAST_YEAR }) : null;
  return (
    <FieldFrame
      id={id}
      label={t("year")}
      state={state}
      now={value === null ? t("none") : String(value)}
      problem={problem}
      onLeave={draft.reset}
    >
      <input
        id={id}
        value={draft.value}
        onChange={(event) => {
          draft.type(event.target.value);
          setWrong(false);
        }}
        onBlur={draft.commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") draft.commit();
          if (event.key === "Escape") setWrong(false);
          draft.onKeyDown(event);
        }}
        inputMode="numeric"
        autoComplete="off"
        enterKeyHint="done"
        maxLength={8}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-problem` : undefined}
        className={`${CONTROL} tnum`}
      />
    </FieldFrame>
  );
}
