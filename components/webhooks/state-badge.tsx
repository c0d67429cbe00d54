import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { DeliveryState, Webhook } from "#lib/webhooks/types.ts";

const DELIVERY_TONES = { waiting: "wait", delivered: "accent", failed: "loss" } as const;

/** How far a delivery is. */
export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const t = useTranslations("webhooks");
  return <Badge tone={DELIVERY_TONES[state]}>{t(`delivery.${state}`)}</Badge>;
}

/** Whether a webhook is told what happens. */
export function WebhookBadge({ webhook: { state, failingSince } }: { webhook: Webhook }) {
  const t = useTranslations("webhooks");
  if (state === "disabled") return <Badge tone="loss">{t("states.disabled")}</Badge>;
  if (state === "paused") return <Badge>{t("states.paused")}</Badge>;
  if (failingSince !== null) return <Badge tone="wait">{t("states.failing")}</Badge>;
  return <Badge tone="accent">{t("states.active")}</Badge>;
}
