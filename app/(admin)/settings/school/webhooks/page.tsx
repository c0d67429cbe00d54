import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { AddWebhook } from "#components/webhooks/add-webhook.tsx";
import { WebhookList } from "#components/webhooks/webhook-list.tsx";
import { config } from "#lib/config.ts";
import { listWebhooks } from "#lib/webhooks/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks");
  return { title: t("title") };
}

/** Who is told what happens in the school. For those who do not decide it, the page does not exist. */
export default async function WebhooksPage() {
  const actor = await pageActor();
  if (!actor.can("settings:manage")) notFound();
  const [t, school, { webhooks, copyField }, hooks] = await Promise.all([
    getTranslations("webhooks"),
    getTranslations("schoolSettings"),
    getMessages(),
    listWebhooks(actor),
  ]);
  const allowsPrivate = config().WEBHOOK_ALLOW_PRIVATE;
  return (
    <MoreMessages messages={{ webhooks, copyField }}>
      <PageHeader title={school("title")} />
      <SchoolTabs current="/settings/school/webhooks" />
      {hooks.length === 0 ? (
        <EmptyState icon={Webhook} title={t("emptyTitle")} text={t("intro")}>
          <AddWebhook allowsPrivate={allowsPrivate} />
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-start justify-between gap-3 py-3">
            <p className="max-w-2xl text-ink-2">
              {t("intro")} {t("howTo")}
            </p>
            <AddWebhook allowsPrivate={allowsPrivate} />
          </div>
          <WebhookList webhooks={hooks} />
        </>
      )}
    </MoreMessages>
  );
}
