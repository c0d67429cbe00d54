"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ChooseStudent } from "#components/reports/choose-student.tsx";
import type { IntakeRow, RowStatus } from "#components/reports/intake/intake-row.ts";
import type { ChangeRow } from "#components/reports/intake/look.ts";
import { listName } from "#components/students/student-name.ts";
import { CONTROL } from "#components/ui/field.tsx";
import type { Candidate } from "#lib/reports/match/evidence.ts";

const SEARCH = "search";

const inFull = (student: Candidate) =>
  [listName(student), student.group, student.externalId].filter((part) => part !== null).join(" · ");

/** Whose report a file is: one of those whom it may mean, or anybody else who is searched for. */
export function StudentSelect(props: { row: IntakeRow; status: RowStatus; change: ChangeRow }) {
  const { row, status, change } = props;
  const t = useTranslations("reports.intake");
  const [searching, setSearching] = useState(false);
  const select = useRef<HTMLSelectElement>(null);
  const { id, student, candidates, file } = row;
  const choose = (chosen: Candidate) =>
    change(id, (now) => ({
      student: chosen,
      by: "person",
      decision: null,
      looking: false,
      candidates: now.candidates.some((one) => one.id === chosen.id)
        ? now.candidates
        : [...now.candidates, chosen],
    }));
  const nobody = candidates.length > 0 ? t("choose", { count: candidates.length }) : t("nobody");
  return (
    <>
      <select
        ref={select}
        aria-label={t("studentOf", { name: file.name })}
        data-open={status === "ambiguous" || status === "unmatched" || undefined}
        value={student?.id ?? ""}
        onChange={({ target: { value } }) => {
          const chosen = candidates.find((one) => one.id === value);
          if (chosen !== undefined) choose(chosen);
          else if (value === SEARCH) setSearching(true);
        }}
        className={`${CONTROL} data-open:border-wait max-md:px-2`}
      >
        {student === null && <option value="">{row.looking ? t("states.looking") : nobody}</option>}
        {candidates.map((one) => (
          <option key={one.id} value={one.id}>
            {inFull(one)}
          </option>
        ))}
        <option value={SEARCH}>{t("search")}</option>
      </select>
      {searching && (
        <ChooseStudent
          title={t("searchTitle", { name: file.name })}
          onChosen={({ id: studentId, givenName, familyName, externalId, group }) =>
            choose({ id: studentId, givenName, familyName, externalId, group })
          }
          onClosed={() => {
            setSearching(false);
            select.current?.focus();
          }}
        />
      )}
    </>
  );
}
