import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { TrashList } from "#components/trash/trash-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TRASH_DAYS } from "#lib/documents/constants.ts";
import { countDocuments, listDocuments } from "#lib/documents/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trash");
  return { title: t("title") };
}

/** Deleted documents, for as long as they can be restored. */
export default async function TrashPage() {
  const actor = await pageActor();
  const [t, first, count] = await Promise.all([
    getTranslations("trash"),
    listDocuments(actor, { view: "trash" }),
    countDocuments(actor, { view: "trash" }),
  ]);
  return (
    <>
      <PageHeader title={t("title")} />
      {count.count > 0 && <p className="-mt-3 mb-2 text-ink-2">{t("intro", { days: TRASH_DAYS })}</p>}
      <TrashList schoolId={actor.schoolId} first={first} count={count} mayPurge={actor.can("trash:purge")} />
    </>
  );
}
