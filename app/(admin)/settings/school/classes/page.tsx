import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { ClassSettings } from "#components/record-classes/class-settings.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { countedClasses } from "#lib/record-classes/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("recordClasses");
  return { title: t("title") };
}

/** Which record classes the school's documents can have. For those who do not decide it, the page does not exist. */
export default async function ClassesPage() {
  const actor = await pageActor();
  if (!actor.can("settings:manage")) notFound();
  const [t, school, classes, messages] = await Promise.all([
    getTranslations("recordClasses"),
    getTranslations("schoolSettings"),
    countedClasses(actor),
    getMessages(),
  ]);
  const { recordClasses, errors } = messages;
  return (
    <>
      <PageHeader title={school("title")} />
      <SchoolTabs current="/settings/school/classes" />
      <p className="max-w-2xl py-3 text-ink-2">{t("intro")}</p>
      <NextIntlClientProvider messages={{ recordClasses, errors }}>
        <ClassSettings first={classes} />
      </NextIntlClientProvider>
    </>
  );
}
