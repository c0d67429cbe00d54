"use client";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { redeliverAction } from "#lib/webhooks/actions.ts";

/** Has a delivery sent once more. */
export function RedeliverButton({ deliveryId, disabled }: { deliveryId: string; disabled: boolean }) {
  const t = useTranslations("webhooks");
  const errorText = useErrorText();
  const router = useRouter();
  const [pending, start] = useTransition();
  const again = () =>
    start(async () => {
      const result = await redeliverAction(deliveryId).catch(() => null);
      if (result?.ok) sayDone(t("redelivered"), undefined, `delivery:${deliveryId}`);
      else sayFailed(result === null ? t("unreachable") : errorText(result.code, result.details));
      router.refresh();
    });
  return (
    <Button disabled={disabled || pending} title={t("redeliverHint")} onClick={again}>
      <RotateCw aria-hidden className="size-4" />
      {t("redeliver")}
    </Button>
  );
}
