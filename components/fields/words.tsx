"use client";
import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import { type ReactNode, use } from "react";
import { isLocale, type Locale } from "#lib/i18n/constants.ts";

const LOAD: Record<Locale, () => Promise<{ words: object }>> = {
  en: () => import("#components/fields/words-en.ts"),
  es: () => import("#components/fields/words-es.ts"),
};

const asked = new Map<Locale, Promise<object>>();

function wordsIn(locale: Locale): Promise<object> {
  const known = asked.get(locale);
  if (known !== undefined) return known;
  const loading = LOAD[locale]().then(({ words }) => words);
  asked.set(locale, loading);
  // What could not be had now is asked for again by whoever comes next.
  loading.catch(() => asked.delete(locale));
  return loading;
}

/** Gives what is within the words of the fields, which are fetched with the first of them. Suspends until they are there. */
export function FieldWords({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const others = useMessages();
  const words = use(wordsIn(isLocale(locale) ? locale : "en"));
  return (
    <NextIntlClientProvider locale={locale} messages={{ ...others, ...words }}>
      {children}
    </NextIntlClientProvider>
  );
}
