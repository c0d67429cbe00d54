"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ColumnChoices } from "#components/csv-import/column-choices.tsx";
import { ImportFrame } from "#components/csv-import/import-frame.tsx";
import { PlanSummary } from "#components/csv-import/plan-summary.tsx";
import { useCsvImport } from "#components/csv-import/use-csv-import.ts";
import { PlannedRows } from "#components/members/import/planned-staff.tsx";
import { StaffInvited } from "#components/members/import/staff-invited.tsx";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { importStaffAction, previewStaffAction } from "#lib/members/import/actions.ts";
import { guessStaffColumns, staffRowsOf } from "#lib/members/import/columns.ts";
import { MAX_STAFF_ROWS, STAFF_FIELDS } from "#lib/members/import/constants.ts";
import type { StaffImported, StaffPlan } from "#lib/members/import/types.ts";

/** Chooses a file of staff, shows what would become of each row, and then invites those who are new in it. */
export function ImportStaff() {
  const t = useTranslations("staffImport");
  const [done, setDone] = useState<StaffImported | null>(null);
  const { chosen, plan, setColumns, take, run, ...state } = useCsvImport({
    most: MAX_STAFF_ROWS,
    guess: guessStaffColumns,
    rowsOf: staffRowsOf,
    preview: previewStaffAction,
    carryOut: (rows, seal) => confirmFirst(() => importStaffAction(rows, seal)),
    onDone: setDone,
    words: { unreachable: t("unreachable"), unsure: t("unsure") },
  });
  if (done !== null) return <StaffInvited done={done} />;
  return (
    <ImportFrame
      {...state}
      words="staffImport"
      most={MAX_STAFF_ROWS}
      sample="/settings/school/members/import/sample"
      chosen={chosen && { name: chosen.file.name, rows: chosen.rows.length }}
      onFile={take}
      columns={
        chosen && (
          <ColumnChoices
            fields={STAFF_FIELDS.map((field) => [field, t(`fields.${field}`)] as const)}
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

function Planned({ plan, pending, onRun }: { plan: StaffPlan; pending: boolean; onRun: () => void }) {
  const t = useTranslations("staffImport");
  const count = (...sorts: string[]) => plan.rows.filter(({ is }) => sorts.includes(is)).length;
  const [invites, errors] = [count("invite"), count("error")];
  return (
    <>
      <PlanSummary
        summary={t("summary", { invites, here: count("here", "other_role", "invited"), errors })}
        action={pending ? t("inviting") : t("run", { count: invites })}
        disabled={pending || invites === 0}
        onRun={onRun}
        warning={errors > 0 ? t("leftOut") : null}
      />
      <PlannedRows rows={plan.rows} />
    </>
  );
}
