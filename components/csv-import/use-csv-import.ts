"use client";
import { useRef, useState, useTransition } from "react";
import { type FileProblem, type ReadFile, readFile } from "#components/csv-import/read-file.ts";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { ActionResult } from "#lib/action-result.ts";

/** What is particular to one import. */
export type Import<Columns, Row, Plan, Done> = {
  /** Rows that are taken. */
  most: number;
  guess: (header: readonly string[]) => Columns;
  rowsOf: (lines: readonly string[][], columns: Columns) => Row[];
  /** Has the server say what would become of the rows; `seal` binds what is done to what was shown. */
  preview: (rows: readonly Row[]) => Promise<ActionResult<Plan>>;
  carryOut: (rows: readonly Row[], seal: string) => Promise<ActionResult<Done>>;
  onDone: (done: Done) => void;
  /** What is said where no answer came: nothing was asked to be done, or it may have been. */
  words: { unreachable: string; unsure: string };
};

/** A CSV file on its way to being imported: read here, looked at by the server, and then done. */
export function useCsvImport<Columns, Row, Plan extends { seal: string }, Done>(
  its: Import<Columns, Row, Plan, Done>,
) {
  const errorText = useErrorText();
  const [chosen, setChosen] = useState<{ file: ReadFile; columns: Columns; rows: Row[] } | null>(null);
  const [wrong, setWrong] = useState<FileProblem | null>(null);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const asked = useRef(0);
  const look = async (rows: readonly Row[]) => {
    asked.current += 1;
    const turn = asked.current;
    setPlan(null);
    setFailure(null);
    if (rows.length === 0) return;
    const result = await its.preview(rows).catch(() => null);
    if (turn !== asked.current) return;
    if (result?.ok) setPlan(result.data);
    else setFailure(result === null ? its.words.unreachable : errorText(result.code, result.details));
  };
  const choose = (file: ReadFile, columns: Columns) => {
    const rows = its.rowsOf(file.rows, columns);
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
        const read = await readFile(file, its.most);
        const bad = typeof read === "string";
        setWrong(bad ? read : null);
        if (bad) setChosen(null);
        else choose(read, its.guess(read.header));
      }),
    setColumns: (columns: Columns) => chosen !== null && choose(chosen.file, columns),
    run: () =>
      start(async () => {
        if (chosen === null || plan === null) return;
        const result = await its.carryOut(chosen.rows, plan.seal).catch(() => null);
        if (result?.ok) return its.onDone(result.data);
        // It has changed meanwhile: what would be done now is looked at anew.
        if (result?.code === "conflict") await look(chosen.rows);
        setFailure(result === null ? its.words.unsure : errorText(result.code, result.details));
      }),
  };
}
