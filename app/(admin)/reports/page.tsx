import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { ListSearch } from "#components/list/list-search.tsx";
import { ReportsList } from "#components/reports/reports-list.tsx";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { UploadButton } from "#components/upload/upload-button.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { yearsOf } from "#lib/documents/filter-choices.data.ts";
import { anyDeletePermission } from "#lib/documents/rights.ts";
import { schoolPolicy } from "#lib/documents/school-policy.ts";
import { AppError } from "#lib/errors.ts";
import { countReports, listReports } from "#lib/reports/data.ts";
import { ALL_REPORTS, type ReportQuery, readReportQuery } from "#lib/reports/report-query.ts";
import { listReportTypes } from "#lib/reports/report-types.data.ts";
import { getStudent, listGroups } from "#lib/students/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reports");
  return { title: t("title") };
}

/** Who is asked about; null for nobody of the school. */
async function studentAsked(actor: Actor, { student }: ReportQuery) {
  if (student === null) return null;
  return getStudent(actor, student).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "student_not_found") return null;
    throw error;
  });
}

/** The school's reports: what `readReportQuery` makes of the address narrows them, `open` shows one. */
export default async function ReportsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const actor = await pageActor();
  if (!actor.can("reports:read")) notFound();
  const seesStudents = actor.can("students:read");
  const asked = readReportQuery((name) => oneOf(params[name]));
  // Who may not know of students is not told who is in a class either.
  const query = seesStudents ? asked : { ...asked, group: ALL_REPORTS.group, student: ALL_REPORTS.student };
  const writes = actor.can("reports:write") && seesStudents;
  const [t, { reports }, first, count, types, years, groups, student] = await Promise.all([
    getTranslations("reports"),
    getMessages(),
    listReports(actor, query),
    countReports(actor, query),
    listReportTypes(actor),
    yearsOf(actor),
    seesStudents ? listGroups(actor) : null,
    studentAsked(actor, query),
  ]);
  return (
    <MoreMessages messages={{ reports }}>
      <PageHeader title={t("title")}>
        <ListSearch label={t("search")} />
        {writes && <UploadButton />}
      </PageHeader>
      <ReportsList
        first={first}
        count={count}
        query={query}
        choices={{ types, years, groups }}
        student={student}
        policy={schoolPolicy("report", actor.uploadRules)}
        reader={{
          writes,
          deletes: actor.can(anyDeletePermission(actor)),
          setsLogo: actor.can("settings:manage"),
        }}
      />
    </MoreMessages>
  );
}
