import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { SchoolQuotas } from "#components/quota/school-quotas.tsx";
import { StorageTabs } from "#components/quota/storage-tabs.tsx";
import { AddSchool } from "#components/schools/add-school.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { currentActor } from "#lib/auth/session.ts";
import { listQuotas } from "#lib/quota/data.ts";

/** The title of what is not there, for all for whom it is not. */
export async function generateMetadata(): Promise<Metadata> {
  const [actor, t, problem] = await Promise.all([
    currentActor(),
    getTranslations("quota"),
    getTranslations("problem"),
  ]);
  return { title: actor?.platformAdmin ? t("schools") : problem("notFoundTitle") };
}

/** How much each school may store, for who looks after the installation. For all others the page does not exist. */
export default async function SchoolsPage() {
  const actor = await pageActor();
  if (!actor.platformAdmin) notFound();
  const [t, doctor, messages, schools] = await Promise.all([
    getTranslations("quota"),
    getTranslations("doctor"),
    getMessages(),
    listQuotas(actor),
  ]);
  const { quota, dialog, errors, languages, copyField } = messages;
  return (
    <>
      <PageHeader title={doctor("title")} />
      <StorageTabs current="/settings/storage/schools" />
      <NextIntlClientProvider messages={{ quota, dialog, errors, languages, copyField }}>
        <div className="flex flex-wrap items-start justify-between gap-3 py-3">
          <p className="max-w-prose text-ink-2 text-pretty">{t("intro")}</p>
          <AddSchool zones={Intl.supportedValuesOf("timeZone")} />
        </div>
        <SchoolQuotas schools={schools} />
      </NextIntlClientProvider>
    </>
  );
}
