"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Button } from "#components/ui/button.tsx";
import { SecretDialog } from "#components/webhooks/secret-dialog.tsx";
import { type Wanted, WebhookDialog } from "#components/webhooks/webhook-dialog.tsx";
import { addWebhookAction } from "#lib/webhooks/actions.ts";

/** The button that adds a webhook, and what it opens: the questions, then the secret. */
export function AddWebhook({ allowsPrivate }: { allowsPrivate: boolean }) {
  const t = useTranslations("webhooks");
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const add = async (wanted: Wanted) => {
    const result = await confirmFirst(() => addWebhookAction(wanted)).catch(() => null);
    if (!result?.ok) return result;
    setSecret(result.data.secret);
    return "done";
  };
  // Not before the secret was seen: with the first webhook the page puts a list where this button is, and it goes.
  const close = () => {
    setSecret(null);
    router.refresh();
  };
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
      {asking && (
        <WebhookDialog
          webhook={null}
          allowsPrivate={allowsPrivate}
          onSave={add}
          onClosed={() => setAsking(false)}
        />
      )}
      {!asking && secret !== null && <SecretDialog secret={secret} onClosed={close} />}
    </>
  );
}
