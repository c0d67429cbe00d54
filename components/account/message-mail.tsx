"use client";
import { useTranslations } from "next-intl";
import { useOptimistic, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { sayFailed } from "#components/ui/toasts.ts";
import { setMessageMailAction } from "#lib/messages/actions.ts";

/** Whether the reader is told of messages by mail. */
export function MessageMail({ wants }: { wants: boolean }) {
  const t = useTranslations("account");
  const errorText = useErrorText();
  const [set, setSet] = useState(wants);
  const [shown, show] = useOptimistic(set);
  const [, start] = useTransition();
  const choose = (next: boolean) =>
    start(async () => {
      show(next);
      const result = await setMessageMailAction(next).catch(() => null);
      if (result?.ok) setSet(next);
      else sayFailed(errorText(result?.code ?? "internal", result?.details));
    });
  return (
    <label className="flex items-start gap-3 pointer-coarse:min-h-11 pointer-coarse:items-center">
      <input
        type="checkbox"
        checked={shown}
        onChange={(event) => choose(event.target.checked)}
        className="mt-0.5 size-4 accent-accent pointer-coarse:size-5"
      />
      <span>
        {t("messageMail")}
        <span className="block text-small text-ink-3">{t("messageMailHint")}</span>
      </span>
    </label>
  );
}
