"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ColumnChoices } from "#components/csv-import/column-choices.tsx";
import { ImportFrame } from "#components/csv-import/import-frame.tsx";
import { PlanSummary } from "#components/csv-import/plan-summary.tsx";
import { useCsvImport } from "#components/csv-import/use-csv-import.ts";
import { PlannedRows } from "#components/students/import/planned-rows.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { STUDENT_FIELDS } from "#lib/students/fields.ts";
import { importStudentsAction, previewImportAction } from "#lib/students/import/actions.ts";
import { guessColumns, rowsOf } from "#lib/students/import/columns.ts";
import { MAX_IMPORT_ROWS } from "#lib/students/import/constants.ts";
import type { ImportPlan } from "#lib/students/import/types.ts";

/** Chooses a file of students, shows what would change, and then does it: in one piece or not at all. */
export function ImportStudents() {
  const t = useTranslations("studentImport");
  const fields = useTranslations("students.fields");
  const router = useRouter();
  const { chosen, plan, setColumns, take, run, ...state } = useCsvImport({
    most: MAX_IMPORT_ROWS,
    guess: guessColumns,
    rowsOf,
    preview: previewImportAction,
    carryOut: importStudentsAction,
    onDone: (done) => {
      sayDone(t("done", done));
      router.push("/students");
    },
    words: { unreachable: t("unreachable"), unsure: t("unsure") },
  });
  return (
    <ImportFrame
      {...state}
      words="studentImport"
      most={MAX_IMPORT_ROWS}
      sample="/students/import/sample"
      chosen={chosen && { name: chosen.file.name, rows: chosen.rows.length }}
      onFile={take}
      columns={
        chosen && (
          <ColumnChoices
            fields={STUDENT_FIELDS.map((field) => [field, fields(field)] as const)}
            header={chosen.file.header}
            columns={chosen.columns}
            onChange={setColumns}
          />
        )
      }
      plan={plan && <Planned plan={plan} pending={state.pending} onRun={run} />}
    />
  );
}

function Planned({ plan, pending, onRun }: { plan: ImportPlan; pending: boolean; onRun: () => void }) {
  const t = useTranslations("studentImport");
  const count = (is: string) => plan.rows.filter((row) => row.is === is).length;
  const [created, changed, errors] = [count("new"), count("changed"), count("error")];
  const writes = created + changed;
  return (
    <>
      <PlanSummary
        summary={t("summary", { created, changed, unchanged: count("unchanged"), errors })}
        action={pending ? t("importing") : t("run", { count: writes })}
        disabled={pending || errors > 0 || writes === 0}
        onRun={onRun}
        warning={errors > 0 ? t("blocked") : null}
      />
      <PlannedRows rows={plan.rows} />
    </>
  );
}
