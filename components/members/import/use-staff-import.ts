"use client";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { type FileProblem, type ReadFile, readFile } from "#components/students/import/read-file.ts";
import { importStaffAction, previewStaffAction } from "#lib/members/import/actions.ts";
import { guessStaffColumns, type StaffColumns, staffRowsOf } from "#lib/members/import/columns.ts";
import { MAX_STAFF_ROWS } from "#lib/members/import/constants.ts";
import type { StaffImported, StaffPlan, StaffRow } from "#lib/members/import/types.ts";

type Chosen = { file: ReadFile; columns: StaffColumns; rows: StaffRow[] };

/** A file of staff on its way: read here, looked at by the server, and then those who are new in it are invited. */
export function useStaffImport() {
  const t = useTranslations("staffImport");
  const errorText = useErrorText();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [wrong, setWrong] = useState<FileProblem | null>(null);
  const [plan, setPlan] = useState<StaffPlan | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState<StaffImported | null>(null);
  const [pending, start] = useTransition();
  const asked = useRef(0);
  const look = async (rows: readonly StaffRow[]) => {
    asked.current += 1;
    const turn = asked.current;
    setPlan(null);
    setFailure(null);
    if (rows.length === 0) return;
    const result = await previewStaffAction(rows).catch(() => null);
    if (turn !== asked.current) return;
    if (result?.ok) setPlan(result.data);
    else setFailure(result === null ? t("unreachable") : errorText(result.code, result.details));
  };
  const choose = (file: ReadFile, columns: StaffColumns) => {
    const rows = staffRowsOf(file.rows, columns);
    setChosen({ file, columns, rows });
    start(() => look(rows));
  };
  return {
    chosen,
    wrong,
    plan,
    failure,
    done,
    pending,
    take: (file: File) =>
      start(async () => {
        const read = await readFile(file, MAX_STAFF_ROWS);
        const bad = typeof read === "string";
        setWrong(bad ? read : null);
        if (bad) setChosen(null);
        else choose(read, guessStaffColumns(read.header));
      }),
    setColumns: (columns: StaffColumns) => chosen !== null && choose(chosen.file, columns),
    run: () =>
      start(async () => {
        if (chosen === null || plan === null) return;
        const result = await confirmFirst(() => importStaffAction(chosen.rows, plan.seal)).catch(() => null);
        if (result?.ok) return setDone(result.data);
        // It has changed meanwhile: what would be done now is looked at anew.
        if (result?.code === "conflict") await look(chosen.rows);
        setFailure(result === null ? t("unsure") : errorText(result.code, result.details));
      }),
  };
}
