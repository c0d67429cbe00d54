/** The languages the pages are written in; the first is used where nothing else is known. */
export const LOCALES = ["en", "es"] as const;
export type Locale = (typeof LOCALES)[number];

/** The cookie that holds a reader's own choice. */
export const LOCALE_COOKIE = "NEXT_LOCALE";

/** Whether `value` is a language the pages are written in. */
export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}
