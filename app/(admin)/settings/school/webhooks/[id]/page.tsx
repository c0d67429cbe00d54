import { Inbox, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { BackLink } from "#components/webhooks/back-link.tsx";
import { DeliveryFilters } from "#components/webhooks/delivery-filters.tsx";
import { DeliveryLog } from "#components/webhooks/delivery-log.tsx";
import { Follow } from "#components/webhooks/follow.tsx";
import { soonTried } from "#components/webhooks/soon.ts";
import { WebhookBadge } from "#components/webhooks/state-badge.tsx";
import { WebhookActions } from "#components/webhooks/webhook-actions.tsx";
import { WebhookNotes } from "#components/webhooks/webhook-notes.tsx";
import { config } from "#lib/config.ts";
import { DELIVERY_STATES, SENT_TYPES } from "#lib/webhooks/constants.ts";
import { findWebhook, listDeliveries } from "#lib/webhooks/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks");
  return { title: t("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

/** One webhook: what can be done with it, and what was sent. */
export default async function WebhookPage({ params, searchParams }: Props) {
  const [{ id }, given, actor] = await Promise.all([params, searchParams, pageActor()]);
  if (!actor.can("settings:manage")) notFound();
  const hook = await findWebhook(actor, id);
  if (hook === null) notFound();
  const state = DELIVERY_STATES.find((each) => each === oneOf(given.state));
  const type = SENT_TYPES.find((each) => each === oneOf(given.type));
  const before = oneOf(given.before);
  const [t, { webhooks, copyField, filters }, { lines, next }] = await Promise.all([
    getTranslations("webhooks"),
    getMessages(),
    listDeliveries(actor, id, { state, type, before }),
  ]);
  const here = `/settings/school/webhooks/${id}`;
  const shown = { ...(state && { state }), ...(type && { type }) };
  const older = new URLSearchParams({ ...shown, before: next ?? "" });
  const isNarrowed = state !== undefined || type !== undefined;
  return (
    <MoreMessages messages={{ webhooks, copyField, filters }}>
      <BackLink href="/settings/school/webhooks" name={t("title")} />
      <PageHeader title={new URL(hook.url).host}>
        <WebhookActions webhook={hook} allowsPrivate={config().WEBHOOK_ALLOW_PRIVATE} />
      </PageHeader>
      <div className="-mt-2 mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
        <WebhookBadge webhook={hook} />
        <span className="min-w-0 wrap-anywhere">{hook.url}</span>
        <span className="w-full text-small text-ink-3 wrap-anywhere">{hook.events.join(", ")}</span>
        {hook.restricted && <span className="w-full text-small">{t("isRestricted")}</span>}
      </div>
      <WebhookNotes webhook={hook} />
      <section aria-labelledby="deliveries">
        <div className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-2">
          <h2 id="deliveries" className="mr-auto font-semibold">
            {t("deliveries")} <span className="text-small font-normal text-ink-3">{t("deliveriesHint")}</span>
          </h2>
          <DeliveryFilters webhookId={id} state={state ?? ""} type={type ?? ""} />
        </div>
        {lines.length > 0 && <DeliveryLog webhookId={id} lines={lines} />}
        {lines.length === 0 && !isNarrowed && (
          <EmptyState icon={Inbox} title={t("noDeliveries")} text={t("noDeliveriesText")} />
        )}
        {lines.length === 0 && isNarrowed && (
          <EmptyState icon={SearchX} title={t("nothingFits")} text={t("nothingFitsText")}>
            <Link href={here} className={buttonClass()}>
              {t("clear")}
            </Link>
          </EmptyState>
        )}
        <div className="mt-3 flex gap-2 empty:hidden">
          {before !== undefined && (
            <Link href={`${here}?${new URLSearchParams(shown).toString()}`} className={buttonClass()}>
              {t("newest")}
            </Link>
          )}
          {next !== null && (
            <Link href={`${here}?${older.toString()}`} prefetch={false} className={buttonClass()}>
              {t("older")}
            </Link>
          )}
        </div>
        <Follow what={hook.state === "active" ? soonTried(lines, Date.now()) : null} />
      </section>
    </MoreMessages>
  );
}
