import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { Gallery } from "#components/media/gallery.tsx";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { UploadButton } from "#components/upload/upload-button.tsx";
import { ChoiceLinks } from "#components/usage/choice-links.tsx";
import { SHOWN } from "#lib/media/constants.ts";
import { listMedia } from "#lib/media/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("media");
  return { title: t("title") };
}

/** The school's media as a gallery: `show` narrows it, `open` shows one. */
export default async function MediaPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const actor = await pageActor();
  if (!actor.can("media:read")) notFound();
  const wanted = oneOf(params["show"]);
  const shown = SHOWN.find((each) => each === wanted) ?? "all";
  const [t, { media }, first] = await Promise.all([
    getTranslations("media"),
    getMessages(),
    listMedia(actor, shown),
  ]);
  return (
    <MoreMessages messages={{ media }}>
      <PageHeader title={t("title")}>
        <UploadButton />
      </PageHeader>
      <div className="flex">
        <ChoiceLinks
          label={t("show")}
          choices={SHOWN.map((each) => ({
            key: each,
            label: t(`shown.${each}`),
            href: each === "all" ? "/media" : `/media?show=${each}`,
            isChosen: each === shown,
          }))}
        />
      </div>
      <Gallery key={shown} shown={shown} first={first} setsLogo={actor.can("settings:manage")} />
    </MoreMessages>
  );
}
