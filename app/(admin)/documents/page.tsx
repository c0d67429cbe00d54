import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { DocumentsList } from "#components/documents/documents-list.tsx";
import { ListSearch } from "#components/list/list-search.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { UploadButton } from "#components/upload/upload-button.tsx";
import { countDocuments, listDocuments } from "#lib/documents/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("documents");
  return { title: t("title") };
}

/** The school's documents: `q` searches by name, `open` shows one. */
export default async function DocumentsPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const actor = await pageActor();
  const q = (oneOf(params.q) ?? "").replaceAll("\0", "").slice(0, 255);
  const query = { view: "live", ...(q ? { q } : {}) } as const;
  const [t, first, count] = await Promise.all([
    getTranslations("documents"),
    listDocuments(actor, query),
    countDocuments(actor, query),
  ]);
  return (
    <>
      <PageHeader title={t("title")}>
        <ListSearch />
        <UploadButton />
      </PageHeader>
      <DocumentsList key={q} first={first} count={count} q={q} />
    </>
  );
}
