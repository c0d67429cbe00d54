import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { StaffSettings } from "#components/members/staff-settings.tsx";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listStaff } from "#lib/members/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members");
  return { title: t("title") };
}

/** Who belongs to the school. For those who do not decide it, the page does not exist. */
export default async function MembersPage() {
  const actor = await pageActor();
  if (!actor.can("members:manage")) notFound();
  const [t, school, staff, { members, roles, copyField }] = await Promise.all([
    getTranslations("members"),
    getTranslations("schoolSettings"),
    listStaff(actor),
    getMessages(),
  ]);
  return (
    <>
      <PageHeader title={school("title")} />
      <SchoolTabs current="/settings/school/members" />
      <p className="max-w-2xl py-3 text-ink-2">{t("intro")}</p>
      <MoreMessages messages={{ members, roles, copyField }}>
        <StaffSettings first={staff} self={actor.userId} />
      </MoreMessages>
    </>
  );
}
