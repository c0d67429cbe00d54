"use client";
import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { PlannedRows } from "#components/members/import/planned-staff.tsx";
import { StaffInvited } from "#components/members/import/staff-invited.tsx";
import { useStaffImport } from "#components/members/import/use-staff-import.ts";
import { ColumnChoices } from "#components/students/import/column-choices.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { pickFiles } from "#components/upload/pick-files.ts";
import { MAX_STAFF_ROWS, STAFF_FIELDS } from "#lib/members/import/constants.ts";
import type { StaffPlan } from "#lib/members/import/types.ts";
import { MAX_IMPORT_BYTES } from "#lib/students/import/constants.ts";

/** A file to download, and no page. */
const SAMPLE = "/settings/school/members/import/sample";

/** Chooses a file, says which column is what, shows what would become of each row, and then invites. */
export function ImportStaff() {
  const t = useTranslations("staffImport");
  const { chosen, wrong, plan, failure, done, pending, take, setColumns, run } = useStaffImport();
  if (done !== null) return <StaffInvited done={done} />;
  const pick = () => pickFiles({ accept: ".csv,.tsv,.txt,text/csv" }, ([file]) => file && take(file));
  const limits = { rows: MAX_STAFF_ROWS, size: MAX_IMPORT_BYTES / 1_000_000 };
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <p className="max-w-prose text-ink-2 text-pretty">{t("intro")}</p>
        <p className="max-w-prose text-small text-ink-3 text-pretty">{t("limits", limits)}</p>
        <div className="flex flex-wrap items-center gap-3">
          <Button variant={chosen === null ? "primary" : "secondary"} disabled={pending} onClick={pick}>
            <FileUp aria-hidden className="size-4" />
            {t(chosen === null ? "choose" : "chooseOther")}
          </Button>
          <a
            href={SAMPLE}
            className="inline-flex min-h-9 items-center underline decoration-line underline-offset-4 hover:decoration-current pointer-coarse:min-h-11"
          >
            {t("sample")}
          </a>
        </div>
      </div>
      {wrong !== null && <Banner tone="loss">{t(`files.${wrong}`, limits)}</Banner>}
      {chosen !== null && (
        <>
          <p className="wrap-anywhere">
            <span className="font-medium">{chosen.file.name}</span>{" "}
            <span className="text-ink-2 tnum">{t("rows", { count: chosen.rows.length })}</span>
          </p>
          <ColumnChoices
            fields={STAFF_FIELDS.map((field) => [field, t(`fields.${field}`)] as const)}
            header={chosen.file.header}
            columns={chosen.columns}
            onChange={setColumns}
          />
          {failure !== null && <Banner tone="loss">{failure}</Banner>}
          {plan === null && failure === null && <Skeleton className="h-4 w-1/3" />}
          {plan !== null && <Planned plan={plan} pending={pending} onRun={run} />}
        </>
      )}
    </div>
  );
}

function Planned({ plan, pending, onRun }: { plan: StaffPlan; pending: boolean; onRun: () => void }) {
  const t = useTranslations("staffImport");
  const count = (...sorts: string[]) => plan.rows.filter(({ is }) => sorts.includes(is)).length;
  const [invites, errors] = [count("invite"), count("error")];
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-md border border-line bg-surface px-4 py-3">
        <output className="mr-auto tnum">
          {t("summary", { invites, here: count("here", "other_role", "invited"), errors })}
        </output>
        <Button variant="primary" disabled={pending || invites === 0} onClick={onRun}>
          {pending ? t("inviting") : t("run", { count: invites })}
        </Button>
      </div>
      {errors > 0 && <Banner tone="wait">{t("leftOut")}</Banner>}
      <PlannedRows rows={plan.rows} />
    </>
  );
}
