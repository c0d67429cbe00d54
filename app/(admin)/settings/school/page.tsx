import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { LogoSettings } from "#components/logo/logo-settings.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listDocuments } from "#lib/documents/data.ts";
import { logoPossible, schoolLogo } from "#lib/logo/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("schoolSettings");
  return { title: t("title") };
}

/** Pictures to choose a logo from: the newest. */
const PICTURES = 24;

/** What the school's administrators set for it. */
export default async function SchoolPage() {
  const actor = await pageActor();
  if (!actor.can("settings:manage")) notFound();
  const [t, logo, { items }] = await Promise.all([
    getTranslations("schoolSettings"),
    schoolLogo(actor),
    listDocuments(actor, { view: "live", kind: "media", type: "image", limit: PICTURES }),
  ]);
  return (
    <>
      <PageHeader title={t("title")} />
      <SchoolTabs current="/settings/school" />
      <section className="grid gap-4 py-6 md:grid-cols-[14rem_minmax(0,32rem)]">
        <div>
          <h2 className="font-semibold">{t("logo")}</h2>
          <p className="mt-1 text-small text-ink-3">{t("logoHint")}</p>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <LogoSettings
            schoolName={actor.schoolName}
            first={logo}
            pictures={items}
            possible={logoPossible()}
          />
        </div>
      </section>
    </>
  );
}
