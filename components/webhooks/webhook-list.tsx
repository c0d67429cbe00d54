import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { WebhookBadge } from "#components/webhooks/state-badge.tsx";
import type { Webhook } from "#lib/webhooks/types.ts";

/** Every webhook of the school; an address opens its deliveries. */
export function WebhookList({ webhooks }: { webhooks: readonly Webhook[] }) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  return (
    <ul aria-label={t("title")} className="border-t border-line">
      {webhooks.map((webhook) => (
        <li
          key={webhook.id}
          className="relative flex min-h-14 items-center gap-3 border-b border-line py-2 hover:bg-sunken"
        >
          <div className="min-w-0 flex-1">
            <Link
              href={`/settings/school/webhooks/${webhook.id}`}
              title={webhook.url}
              className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              {webhook.url}
            </Link>
            <p className="text-small text-ink-2 wrap-anywhere">{webhook.events.join(", ")}</p>
            <p className="text-small text-ink-3">
              {t("createdBy", {
                name: webhook.createdBy,
                time: format.dateTime(new Date(webhook.createdAt), { dateStyle: "medium" }),
              })}
            </p>
          </div>
          <WebhookBadge webhook={webhook} />
        </li>
      ))}
    </ul>
  );
}
