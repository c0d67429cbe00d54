"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { CONTROL } from "#components/ui/field.tsx";
import { MAX_EXTERNAL_ID, MAX_GROUP, MAX_STUDENT_NAME } from "#lib/students/constants.ts";
import { type FieldProblems, STUDENT_FIELDS, type StudentField } from "#lib/students/fields.ts";

const LIMITS: Partial<Record<StudentField, number>> = {
  familyName: MAX_STUDENT_NAME,
  givenName: MAX_STUDENT_NAME,
  externalId: MAX_EXTERNAL_ID,
  group: MAX_GROUP,
};
const HINTED = ["externalId", "group", "leftOn"] as const;
const isHinted = (field: StudentField): field is (typeof HINTED)[number] =>
  (HINTED as readonly StudentField[]).includes(field);
const REQUIRED: readonly StudentField[] = ["familyName", "givenName"];

export type StudentTexts = Record<StudentField, string>;

type Props = {
  texts: StudentTexts;
  problems: FieldProblems;
  /** Whether somebody else has the external id. */
  taken: boolean;
  groups: readonly string[];
  onChange: (field: StudentField, text: string) => void;
};

/** The fields of a student, each with what is wrong with it. */
export function StudentForm({ texts, problems, taken, groups, onChange }: Props) {
  const t = useTranslations();
  const id = useId();
  const problemText = (field: StudentField) => {
    if (taken && field === "externalId") return t("errors.external_id_taken");
    const problem = problems[field];
    return problem && t(`students.problems.${problem}`, { limit: LIMITS[field] ?? 0 });
  };
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      {STUDENT_FIELDS.map((field) => {
        const problem = problemText(field);
        const limit = LIMITS[field];
        const hinted = isHinted(field);
        const described = [hinted && `${id}${field}-hint`, problem && `${id}${field}-problem`];
        return (
          <div key={field} className="flex flex-col gap-1">
            <label htmlFor={`${id}${field}`} className="font-medium">
              {t(`students.fields.${field}`)}
            </label>
            <input
              id={`${id}${field}`}
              name={field}
              type={limit === undefined ? "date" : "text"}
              maxLength={limit}
              required={REQUIRED.includes(field)}
              list={field === "group" ? `${id}groups` : undefined}
              autoComplete="off"
              value={texts[field]}
              onChange={(event) => onChange(field, event.target.value)}
              aria-invalid={problem !== undefined}
              aria-describedby={described.filter(Boolean).join(" ") || undefined}
              className={CONTROL}
            />
            {problem !== undefined && (
              <p id={`${id}${field}-problem`} role="alert" className="text-small text-loss">
                {problem}
              </p>
            )}
            {hinted && (
              <p id={`${id}${field}-hint`} className="text-small text-ink-3 text-pretty">
                {t(`students.hints.${field}`)}
              </p>
            )}
          </div>
        );
      })}
      <datalist id={`${id}groups`}>
        {groups.map((group) => (
          <option key={group}>{group}</option>
        ))}
      </datalist>
    </div>
  );
}
