import { isLocale, LOCALES, type Locale } from "#lib/i18n/constants.ts";

/** The language for a reader: their cookie, else the one stored with the account, else what the browser asks for. */
export function chooseLocale(known: {
  cookie?: string | undefined;
  account?: string | undefined;
  accepted?: string | null | undefined;
}): Locale {
  if (isLocale(known.cookie)) return known.cookie;
  if (isLocale(known.account)) return known.account;
  return negotiate(known.accepted ?? "") ?? LOCALES[0];
}

/** The first language of an Accept-Language header, by weight, that the pages are written in. */
function negotiate(header: string): Locale | undefined {
  const ranges = header
    .split(",")
    .map((part) => {
      const [range = "", ...parameters] = part.trim().split(";");
      const weight = parameters.find((parameter) => parameter.trim().startsWith("q="));
      return {
        language: range.trim().toLowerCase().split("-")[0],
        q: weight ? Number(weight.trim().slice(2)) : 1,
      };
    })
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q);
  return ranges.map(({ language }) => language).find(isLocale);
}
