import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { currentActor } from "#lib/auth/session.ts";
import { LOCALE_COOKIE, type Locale } from "#lib/i18n/constants.ts";
import { chooseLocale } from "#lib/i18n/negotiate.ts";

const MESSAGES: Record<Locale, () => Promise<{ default: Record<string, unknown> }>> = {
  en: () => import("#locales/en.json"),
  es: () => import("#locales/es.json"),
};

/** Who is reading, as far as language goes: a database that is down must not take the error page with it. */
async function reader(): Promise<{ locale?: string; timeZone: string }> {
  try {
    const actor = await currentActor();
    if (actor) return { locale: actor.locale, timeZone: actor.timeZone };
  } catch {
    // The page's own query meets the same fault and reports it.
  }
  return { timeZone: "UTC" };
}

/** Language, messages and the school's clock for one request. */
export default getRequestConfig(async () => {
  const [jar, sent, { locale: account, timeZone }] = await Promise.all([cookies(), headers(), reader()]);
  const locale = chooseLocale({
    cookie: jar.get(LOCALE_COOKIE)?.value,
    account,
    accepted: sent.get("accept-language"),
  });
  return { locale, timeZone, now: new Date(), messages: (await MESSAGES[locale]()).default };
});
