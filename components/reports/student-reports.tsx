"use client";
import { GraduationCap, Upload } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { StudentReportRow } from "#components/reports/student-report-row.tsx";
import { Button } from "#components/ui/button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { pickFiles } from "#components/upload/pick-files.ts";
import { useStored } from "#components/upload/upload-context.ts";
import type { KindPolicy } from "#lib/documents/constants.ts";
import { studentReportsAction } from "#lib/reports/actions.ts";
import { MAX_LISTED } from "#lib/reports/constants.ts";
import type { Candidate } from "#lib/reports/match/evidence.ts";
import type { ReportItem, ReportType } from "#lib/reports/types.ts";

const IntakeDialog = onDemand(() =>
  import("#components/reports/intake/intake-dialog.tsx").then((module) => module.IntakeDialog),
);

/** Milliseconds that arrivals are gathered for. */
const GATHER = 300;

/** A student's reports, the latest year first, and the way to add to them. They open on the page of reports. */
export function StudentReports(props: {
  student: Candidate;
  first: readonly ReportItem[];
  types: readonly ReportType[];
  /** What the school takes as a report; null for readers who may not add any. */
  policy: KindPolicy | null;
}) {
  const { student, first, types, policy } = props;
  const t = useTranslations("reports");
  const [shown, setShown] = useState({ first, items: first });
  if (shown.first !== first) setShown({ first, items: first });
  const { items } = shown;
  const [files, setFiles] = useState<readonly File[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const { id } = student;
  const reread = useCallback(async () => {
    const result = await studentReportsAction(id).catch(() => null);
    if (result?.ok) setShown((now) => ({ ...now, items: result.data }));
  }, [id]);
  useStored(
    useCallback(() => {
      timer.current ??= setTimeout(() => {
        timer.current = null;
        void reread();
      }, GATHER);
    }, [reread]),
  );
  return (
    <section aria-labelledby="student-reports" className="mt-6">
      <div className="flex flex-wrap items-center gap-2 border-b border-line pb-2">
        <h2 id="student-reports" className="mr-auto text-body font-semibold">
          {t("title")}
        </h2>
        {items.length > 0 && (
          <Link
            href={`/reports?student=${id}`}
            className="inline-flex h-9 items-center px-2 text-small underline decoration-line underline-offset-4 hover:decoration-current pointer-coarse:h-11"
          >
            {t("ofStudent.all")}
          </Link>
        )}
        {policy !== null && (
          <Button
            onClick={() => pickFiles({ accept: Object.entries(policy.types).flat(2).join(",") }, setFiles)}
          >
            <Upload aria-hidden className="size-4" />
            {t("ofStudent.add")}
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <p className="flex items-center gap-2 px-2 py-4 text-ink-2">
          <GraduationCap aria-hidden strokeWidth={1.5} className="size-5 text-ink-3" />
          {t("ofStudent.none")}
        </p>
      ) : (
        <ul aria-label={t("title")}>
          {items.map((item) => (
            <StudentReportRow key={item.id} item={item} student={id} types={types} />
          ))}
        </ul>
      )}
      {items.length >= MAX_LISTED && (
        <p className="px-2 py-2 text-small text-ink-3">{t("ofStudent.more", { count: MAX_LISTED })}</p>
      )}
      {policy !== null && files.length > 0 && (
        <IntakeDialog
          files={files}
          types={types}
          policy={policy}
          own={student}
          onClosed={() => setFiles([])}
        />
      )}
    </section>
  );
}
