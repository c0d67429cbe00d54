import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { StudentReports } from "#components/reports/student-reports.tsx";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { StudentFiles } from "#components/students/student-files.tsx";
import { StudentHead } from "#components/students/student-head.tsx";
import { fullName } from "#components/students/student-name.ts";
import { seesChecklist, standingOf } from "#lib/checklist/standing.data.ts";
import { readableKinds } from "#lib/documents/rights.ts";
import { schoolPolicy } from "#lib/documents/school-policy.ts";
import { AppError } from "#lib/errors.ts";
import { studentReports } from "#lib/reports/data.ts";
import type { Candidate } from "#lib/reports/match/evidence.ts";
import { listReportTypes } from "#lib/reports/report-types.data.ts";
import { getStudent, listGroups } from "#lib/students/data.ts";
import { listStudentFiles } from "#lib/students/files.data.ts";
import type { StudentItem } from "#lib/students/types.ts";

type Params = Promise<{ id: string }>;

/** The student of the address; for those who may not know of them, there is no such page. */
const studentOf = cache(async (id: string) => {
  const actor = await pageActor();
  try {
    return { actor, student: await getStudent(actor, id) };
  } catch (error) {
    if (error instanceof AppError && ["student_not_found", "forbidden"].includes(error.code)) return null;
    throw error;
  }
});

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const found = await studentOf((await params).id);
  if (found !== null) return { title: fullName(found.student) };
  const t = await getTranslations("problem");
  return { title: t("notFoundTitle") };
}

const candidateOf = ({ id, givenName, familyName, externalId, group }: StudentItem): Candidate => ({
  id,
  givenName,
  familyName,
  externalId,
  group,
});

/** One student: who they are, and the files that are about them. */
export default async function StudentPage({ params }: { params: Params }) {
  const found = await studentOf((await params).id);
  if (found === null) notFound();
  const { actor, student } = found;
  const seesReports = actor.can("reports:read");
  const [{ students, reports }, groups, files, own, types, checklist] = await Promise.all([
    getMessages(),
    listGroups(actor),
    // Reports have a place of their own.
    readableKinds(actor).every((kind) => kind === "report") ? null : listStudentFiles(actor, student.id),
    seesReports ? studentReports(actor, student.id) : [],
    seesReports ? listReportTypes(actor) : [],
    seesChecklist(actor) ? standingOf(actor, student.id) : [],
  ]);
  return (
    <MoreMessages messages={{ students, reports }}>
      <StudentHead
        key={student.id}
        student={student}
        groups={groups}
        reader={{
          writes: actor.can("students:write"),
          deletes: actor.can("students:delete"),
          audits: actor.can("audit:read"),
        }}
      />
      {seesReports && (
        <StudentReports
          key={`reports ${student.id}`}
          student={candidateOf(student)}
          first={own}
          types={types}
          policy={actor.can("reports:write") ? schoolPolicy("report", actor.uploadRules) : null}
        />
      )}
      {files !== null && (
        <StudentFiles
          key={`files ${student.id}`}
          student={{ id: student.id, name: fullName(student) }}
          first={files}
          checklist={checklist}
          setsLogo={actor.can("settings:manage")}
        />
      )}
    </MoreMessages>
  );
}
