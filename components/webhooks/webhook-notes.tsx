import { useFormatter, useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import type { Webhook } from "#lib/webhooks/types.ts";

/** What is to be known of a webhook that is not simply told what happens. */
export function WebhookNotes({ webhook }: { webhook: Webhook }) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  const { state, disabledFor, failingSince, oldSecretUntil } = webhook;
  const time = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" });
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {state === "disabled" && <Banner tone="loss">{t(`disabled.${disabledFor ?? "failing"}`)}</Banner>}
      {state === "paused" && <Banner tone="wait">{t("pausedText")}</Banner>}
      {state === "active" && failingSince !== null && (
        <Banner tone="wait">{t("failingSince", { time: time(failingSince) })}</Banner>
      )}
      {oldSecretUntil !== null && (
        <Banner tone="done">{t("oldSecret", { time: time(oldSecretUntil) })}</Banner>
      )}
    </div>
  );
}
