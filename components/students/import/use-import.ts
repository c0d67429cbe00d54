"use client";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { type FileProblem, type ReadFile, readFile } from "#components/students/import/read-file.ts";
import { importStudentsAction, previewImportAction } from "#lib/students/import/actions.ts";
import { type Columns, guessColumns, rowsOf } from "#lib/students/import/columns.ts";
import type { ImportPlan, ImportRow } from "#lib/students/import/types.ts";

type Chosen = { file: ReadFile; columns: Columns; rows: ImportRow[] };

/** A file on its way to being imported: read here, looked at by the server, and done in one piece or not at all. */
export function useImport(onDone: (done: { created: number; changed: number }) => void) {
  const t = useTranslations("studentImport");
  const errorText = useErrorText();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [wrong, setWrong] = useState<FileProblem | null>(null);
  const [plan, setPlan] = useState<ImportPlan | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const asked = useRef(0);
  const look = async (rows: readonly ImportRow[]) => {
    asked.current += 1;
    const turn = asked.current;
    setPlan(null);
    setFailure(null);
    if (rows.length === 0) return;
    const result = await previewImportAction(rows).catch(() => null);
    if (turn !== asked.current) return;
    if (result?.ok) setPlan(result.data);
    else setFailure(result === null ? t("unreachable") : errorText(result.code, result.details));
  };
  const choose = (file: ReadFile, columns: Columns) => {
    const rows = rowsOf(file.rows, columns);
    setChosen({ file, columns, rows });
    start(() => look(rows));
  };
  return {
    chosen,
    wrong,
    plan,
    failure,
    pending,
    take: (file: File) =>
      start(async () => {
        const read = await readFile(file);
        const bad = typeof read === "string";
        setWrong(bad ? read : null);
        if (bad) setChosen(null);
        else choose(read, guessColumns(read.header));
      }),
    setColumns: (columns: Columns) => chosen !== null && choose(chosen.file, columns),
    run: () =>
      start(async () => {
        if (chosen === null || plan === null) return;
        const result = await importStudentsAction(chosen.rows, plan.seal).catch(() => null);
        if (result?.ok) return onDone(result.data);
        // It has changed meanwhile: what would be done now is looked at anew.
        if (result?.code === "conflict") await look(chosen.rows);
        setFailure(result === null ? t("unreachable") : errorText(result.code, result.details));
      }),
  };
}
