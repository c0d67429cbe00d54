import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { ClassSettings } from "#components/record-classes/class-settings.tsx";
import { TypeSettings } from "#components/reports/type-settings.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { countedClasses } from "#lib/record-classes/data.ts";
import { settableTypes } from "#lib/reports/report-types.data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("recordClasses");
  return { title: t("title") };
}

/** Which record classes the school's documents can have. For those who do not decide it, the page does not exist. */
export default async function ClassesPage() {
  const actor = await pageActor();
  if (!actor.can("settings:manage")) notFound();
  const [t, reportWords, school, classes, types, messages] = await Promise.all([
    getTranslations("recordClasses"),
    getTranslations("reports.settings"),
    getTranslations("schoolSettings"),
    countedClasses(actor),
    settableTypes(actor),
    getMessages(),
  ]);
  const { recordClasses, reports, errors } = messages;
  return (
    <>
      <PageHeader title={school("title")} />
      <SchoolTabs current="/settings/school/classes" />
      <p className="max-w-2xl py-3 text-ink-2">{t("intro")}</p>
      <NextIntlClientProvider messages={{ recordClasses, reports, errors }}>
        <ClassSettings first={classes} />
        <section aria-labelledby="report-types" className="mt-6">
          <h2 id="report-types" className="font-semibold">
            {reportWords("title")}
          </h2>
          <p className="max-w-2xl pt-1 text-ink-2">{reportWords("intro")}</p>
          <TypeSettings first={types} />
        </section>
      </NextIntlClientProvider>
    </>
  );
}
