import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { DocumentsList } from "#components/documents/documents-list.tsx";
import { LOOK_COOKIE, readLook } from "#components/documents/look.ts";
import { PrintNote } from "#components/documents/print-note.tsx";
import { ListSearch } from "#components/list/list-search.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { UploadButton } from "#components/upload/upload-button.tsx";
import { countDocuments, listDocuments, listUploaders } from "#lib/documents/data.ts";
import { documentQuery } from "#lib/documents/document-query.ts";
import { filterNames } from "#lib/documents/filter-choices.data.ts";
import { readListQuery } from "#lib/documents/list-query.ts";
import { anyDeletePermission, readableKinds } from "#lib/documents/rights.ts";
import { listViews } from "#lib/views/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("documents");
  return { title: t("title") };
}

/**
 * The school's documents: what `readListQuery` makes of the address narrows and orders them, `view` draws rows or cards, `open`
 * shows one.
 */
export default async function DocumentsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const actor = await pageActor();
  const query = readListQuery((name) => oneOf(params[name]));
  const wanted = { view: "live", ...documentQuery(query, actor.timeZone) } as const;
  const { by } = query;
  const [t, jar, first, count, people, names, views] = await Promise.all([
    getTranslations("documents"),
    cookies(),
    listDocuments(actor, wanted),
    countDocuments(actor, wanted),
    by === null || by === "me" ? [] : listUploaders(actor, { only: by }),
    filterNames(actor, query),
    listViews(actor),
  ]);
  return (
    <>
      <PageHeader title={t("title")}>
        <ListSearch />
        <span className="max-sm:hidden">
          <UploadButton />
        </span>
      </PageHeader>
      <PrintNote
        schoolName={actor.schoolName}
        query={query}
        names={{ ...names, person: people[0]?.name ?? null }}
      />
      <DocumentsList
        first={first}
        count={count}
        query={query}
        reader={{
          userId: actor.userId,
          schoolId: actor.schoolId,
          kinds: readableKinds(actor),
          deletes: actor.can(anyDeletePermission(actor)),
          setsLogo: actor.can("settings:manage"),
        }}
        person={people[0] ?? null}
        names={names}
        views={views}
        look={readLook(jar.get(LOOK_COOKIE)?.value)}
      />
    </>
  );
}
