import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { BackLink } from "#components/webhooks/back-link.tsx";
import { Code } from "#components/webhooks/code.tsx";
import { DeliveryTries } from "#components/webhooks/delivery-tries.tsx";
import { Follow } from "#components/webhooks/follow.tsx";
import { RedeliverButton } from "#components/webhooks/redeliver-button.tsx";
import { soonTried } from "#components/webhooks/soon.ts";
import { DeliveryBadge } from "#components/webhooks/state-badge.tsx";
import { findDelivery, findWebhook } from "#lib/webhooks/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks");
  return { title: t("deliveryTitle") };
}

/** One delivery: what was sent, and what was answered each time. */
export default async function DeliveryPage({
  params,
}: {
  params: Promise<{ id: string; delivery: string }>;
}) {
  const [asked, actor] = await Promise.all([params, pageActor()]);
  if (!actor.can("settings:manage")) notFound();
  const [hook, delivery] = await Promise.all([
    findWebhook(actor, asked.id),
    findDelivery(actor, asked.delivery),
  ]);
  if (hook === null || delivery === null || delivery.webhookId !== hook.id) notFound();
  const [t, format, { webhooks }] = await Promise.all([
    getTranslations("webhooks"),
    getFormatter(),
    getMessages(),
  ]);
  const { eventId, type, state, body, tries, occurredAt, nextAttemptAt } = delivery;
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "medium" });
  const request = [
    `POST ${hook.url}`,
    "content-type: application/json",
    `webhook-id: ${eventId}`,
    "webhook-timestamp: …",
    "webhook-signature: v1,…",
  ].join("\n");
  return (
    <MoreMessages messages={{ webhooks }}>
      <BackLink href={`/settings/school/webhooks/${hook.id}`} name={t("back")} />
      <PageHeader title={type}>
        <RedeliverButton deliveryId={delivery.id} disabled={hook.state !== "active"} />
      </PageHeader>
      <dl className="mb-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 [&>dt]:text-ink-3">
        <dt>{t("columns.state")}</dt>
        <dd className="flex flex-wrap items-center gap-2">
          <DeliveryBadge state={state} />
          {state === "waiting" && nextAttemptAt !== null && tries.length > 0 && (
            <span className="text-ink-2">{t("nextTry", { time: moment(nextAttemptAt) })}</span>
          )}
          {state === "failed" && tries.length === 0 && <span className="text-ink-2">{t("gaveUp")}</span>}
        </dd>
        <dt>{t("occurred")}</dt>
        <dd className="tnum">{moment(occurredAt)}</dd>
        <dt>{t("eventId")}</dt>
        <dd className="font-mono text-small wrap-anywhere">{eventId}</dd>
      </dl>
      <h2 className="mb-1 font-semibold">{t("tries")}</h2>
      {tries.length === 0 ? <p className="text-ink-2">{t("notTried")}</p> : <DeliveryTries tries={tries} />}
      <h2 className="mt-6 font-semibold">{t("request")}</h2>
      <p className="text-small text-ink-3">{t("requestHint")}</p>
      <Code label={t("request")}>{request}</Code>
      <h2 className="mt-6 font-semibold">{t("body")}</h2>
      <Code label={t("body")}>{JSON.stringify(JSON.parse(body), null, 2)}</Code>
      <Follow
        what={
          hook.state === "active"
            ? soonTried([{ id: delivery.id, state, nextAttemptAt, tries: tries.length }], Date.now())
            : null
        }
      />
    </MoreMessages>
  );
}
