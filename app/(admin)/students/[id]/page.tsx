import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { StudentFiles } from "#components/students/student-files.tsx";
import { StudentHead } from "#components/students/student-head.tsx";
import { fullName } from "#components/students/student-name.ts";
import { seesChecklist, standingOf } from "#lib/checklist/standing.data.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { readableKinds } from "#lib/documents/rights.ts";
import { AppError } from "#lib/errors.ts";
import { getStudent, listGroups } from "#lib/students/data.ts";

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

/** One student: who they are, and the files that are about them. */
export default async function StudentPage({ params }: { params: Params }) {
  const found = await studentOf((await params).id);
  if (found === null) notFound();
  const { actor, student } = found;
  const [{ students }, groups, files, checklist] = await Promise.all([
    getMessages(),
    listGroups(actor),
    readableKinds(actor).length === 0 ? null : listDocuments(actor, { view: "live", student: student.id }),
    seesChecklist(actor) ? standingOf(actor, student.id) : [],
  ]);
  return (
    <MoreMessages messages={{ students }}>
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
