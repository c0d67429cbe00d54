"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { sayFailed } from "#components/ui/toasts.ts";
import { setLocaleAction } from "#lib/auth/actions.ts";
import { LOCALES } from "#lib/i18n/constants.ts";

/** The language of the pages; kept with the account and in this browser. */
export function LocaleChoice({ locale }: { locale: string }) {
  const t = useTranslations("languages");
  const errorText = useErrorText();
  const router = useRouter();
  const [, start] = useTransition();
  const [shown, show] = useOptimistic(locale);
  const choose = (next: string) =>
    start(async () => {
      show(next);
      const result = await setLocaleAction(next);
      if (result.ok) router.refresh();
      else sayFailed(errorText(result.code, result.details));
    });
  return (
    <Field id="locale" label={t("label")}>
      {(control) => (
        <select
          {...control}
          value={shown}
          onChange={(event) => choose(event.target.value)}
          className={CONTROL}
        >
          {LOCALES.map((each) => (
            <option key={each} value={each} lang={each}>
              {t(each)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
