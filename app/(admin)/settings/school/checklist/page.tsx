import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { ChecklistSettings } from "#components/checklist/checklist-settings.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listItems } from "#lib/checklist/data.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { listGroups } from "#lib/students/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("checklist");
  return { title: t("title") };
}

/** What each student should have. For those who do not decide it, the page does not exist. */
export default async function ChecklistPage() {
  const actor = await pageActor();
  if (!actor.can("settings:manage")) notFound();
  const [t, school, items, classes, groups, messages] = await Promise.all([
    getTranslations("checklist"),
    getTranslations("schoolSettings"),
    listItems(actor),
    listRecordClasses(actor),
    listGroups(actor),
    getMessages(),
  ]);
  const { checklist, dialog, errors } = messages;
  return (
    <>
      <PageHeader title={school("title")} />
      <SchoolTabs current="/settings/school/checklist" />
      <p className="max-w-2xl py-3 text-ink-2">{t("intro")}</p>
      <NextIntlClientProvider messages={{ checklist, dialog, errors }}>
        <ChecklistSettings first={items} classes={classes} groups={groups} />
      </NextIntlClientProvider>
    </>
  );
}
