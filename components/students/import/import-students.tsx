"use client";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ColumnChoices } from "#components/students/import/column-choices.tsx";
import { PlannedRows } from "#components/students/import/planned-rows.tsx";
import { useImport } from "#components/students/import/use-import.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { pickFiles } from "#components/upload/pick-files.ts";
import { STUDENT_FIELDS } from "#lib/students/fields.ts";
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from "#lib/students/import/constants.ts";

/** A file to download, and no page. */
const SAMPLE = "/students/import/sample";

/** Chooses a file, says which column is what, shows what would change, and then does it. */
export function ImportStudents() {
  const t = useTranslations("studentImport");
  const fields = useTranslations("students.fields");
  const router = useRouter();
  const { chosen, wrong, plan, failure, pending, take, setColumns, run } = useImport((done) => {
    sayDone(t("done", done));
    router.push("/students");
  });
  const pick = () => pickFiles({ accept: ".csv,.tsv,.txt,text/csv" }, ([file]) => file && take(file));
  const limits = { rows: MAX_IMPORT_ROWS, size: MAX_IMPORT_BYTES / 1_000_000 };
  const count = (is: string) => plan?.rows.filter((row) => row.is === is).length ?? 0;
  const [errors, writes] = [count("error"), count("new") + count("changed")];
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
            fields={STUDENT_FIELDS.map((field) => [field, fields(field)] as const)}
            header={chosen.file.header}
            columns={chosen.columns}
            onChange={setColumns}
          />
          {failure !== null && <Banner tone="loss">{failure}</Banner>}
          {plan === null && failure === null && <Skeleton className="h-4 w-1/3" />}
          {plan !== null && (
            <>
              <div className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-md border border-line bg-surface px-4 py-3">
                <output className="mr-auto tnum">
                  {t("summary", {
                    created: count("new"),
                    changed: count("changed"),
                    unchanged: count("unchanged"),
                    errors,
                  })}
                </output>
                <Button variant="primary" disabled={pending || errors > 0 || writes === 0} onClick={run}>
                  {pending ? t("importing") : t("run", { count: writes })}
                </Button>
              </div>
              {errors > 0 && <Banner tone="wait">{t("blocked")}</Banner>}
              <PlannedRows rows={plan.rows} />
            </>
          )}
        </>
      )}
    </div>
  );
}
