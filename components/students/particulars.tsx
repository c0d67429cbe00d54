"use client";
import { useTranslations } from "next-intl";
import { useDayText } from "#components/students/use-day-text.ts";
import type { StudentField } from "#lib/students/fields.ts";
import type { StudentItem } from "#lib/students/types.ts";

const SHOWN = [
  "group",
  "externalId",
  "dateOfBirth",
  "enrolledOn",
  "leftOn",
] as const satisfies readonly StudentField[];
const DAYS: readonly StudentField[] = ["dateOfBirth", "enrolledOn", "leftOn"];

/** What is kept of a student besides the name; a last day only once there is one. */
export function Particulars({ student }: { student: StudentItem }) {
  const t = useTranslations("students");
  const day = useDayText();
  const shown = SHOWN.filter((field) => field !== "leftOn" || student.leftOn !== null);
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3 rounded-md border border-line bg-surface px-4 py-3">
      {shown.map((field) => {
        const value = student[field];
        return (
          <div key={field} className="min-w-0">
            <dt className="text-caption text-ink-3">{t(`fields.${field}`)}</dt>
            <dd className="wrap-anywhere tnum">
              {value === null ? (
                <span className="text-ink-3">{t("noValue")}</span>
              ) : DAYS.includes(field) ? (
                day(value)
              ) : (
                value
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
