import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { StudentsList } from "#components/students/students-list.tsx";
import { countStudents, listGroups, listStudents } from "#lib/students/data.ts";
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
  const [{ students }, first, count, groups] = await Promise.all([
    getMessages(),
    listStudents(actor, query),
    countStudents(actor, query),
    listGroups(actor),
  ]);
  return (
    <MoreMessages messages={{ students }}>
      <StudentsList
        first={first}
        count={count}
        query={query}
        groups={groups}
        reader={{ writes: actor.can("students:write"), deletes: actor.can("students:delete") }}
      />
    </MoreMessages>
  );
}
