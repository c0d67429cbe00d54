"use client";
import { NextIntlClientProvider } from "next-intl";
import { useSyncExternalStore } from "react";
import { ErrorView } from "#components/errors/error-view.tsx";
import { isLocale, type Locale } from "#lib/i18n/constants.ts";
import en from "#locales/en.json";
import es from "#locales/es.json";

/** Only the few words needed here are brought along for when nothing else can be had. */
const WORDS = { en: { problem: en.problem }, es: { problem: es.problem } };

const never = () => () => {};

function documentLocale(): Locale {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : "en";
}

/** An error page that needs nothing from the server, in the language the document had. */
export function BareError(props: { error: unknown; retry: () => void }) {
  const locale = useSyncExternalStore(never, documentLocale, () => "en" as const);
  return (
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={WORDS[locale]}>
      <ErrorView {...props} />
    </NextIntlClientProvider>
  );
}
