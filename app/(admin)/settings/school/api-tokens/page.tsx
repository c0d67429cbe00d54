import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { TokenSettings } from "#components/tokens/token-settings.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { dayAt, shiftDay } from "#lib/documents/days.ts";
import { listTokens } from "#lib/tokens/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tokens");
  return { title: t("title") };
}

/** Which programs may come in by the API. For those who do not decide it, the page does not exist. */
export default async function TokensPage() {
  const actor = await pageActor();
  if (!actor.can("tokens:manage")) notFound();
  const [school, list, { tokens, copyField }] = await Promise.all([
    getTranslations("schoolSettings"),
    listTokens(actor),
    getMessages(),
  ]);
  return (
    <>
      <PageHeader title={school("title")} />
      <SchoolTabs current="/settings/school/api-tokens" />
      <MoreMessages messages={{ tokens, copyField }}>
        <TokenSettings first={list} tomorrow={shiftDay(dayAt(new Date(), actor.timeZone), 1)} />
      </MoreMessages>
    </>
  );
}
