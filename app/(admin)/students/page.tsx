import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { StudentsList } from "#components/students/students-list.tsx";
import { listItems } from "#lib/checklist/data.ts";
import { listWithMissing } from "#lib/checklist/listed.data.ts";
import { seesChecklist } from "#lib/checklist/standing.data.ts";
import { countStudents, listGroups } from "#lib/students/data.ts";
import { readStudentQuery } from "#lib/students/student-query.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("students");
  return { title: t("title") };
}

/** The school's students: what `readStudentQuery` makes of the address narrows them. */
export default async function StudentsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const actor = await pageActor();
  if (!actor.can("students:read")) notFound();
  const query = readStudentQuery((name) => oneOf(params[name]));
  const [{ students }, first, count, groups, checklist] = await Promise.all([
    getMessages(),
    listWithMissing(actor, query),
    countStudents(actor, query),
    listGroups(actor),
    seesChecklist(actor) ? listItems(actor) : [],
  ]);
  return (
    <MoreMessages messages={{ students }}>
      <StudentsList
        first={first}
        count={count}
        query={query}
        groups={groups}
        checklist={checklist.map(({ id, name }) => ({ id, name }))}
        reader={{ writes: actor.can("students:write"), deletes: actor.can("students:delete") }}
      />
    </MoreMessages>
  );
}
