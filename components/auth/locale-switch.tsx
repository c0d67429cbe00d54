import { getLocale, getTranslations } from "next-intl/server";
import { setLocaleAction } from "#lib/auth/actions.ts";
import { LOCALES } from "#lib/i18n/constants.ts";

async function choose(form: FormData): Promise<void> {
  "use server";
  const locale = form.get("locale");
  if (typeof locale === "string") await setLocaleAction(locale);
}

/** Language buttons that work before, and without, any script. */
export async function LocaleSwitch() {
  const [t, current] = await Promise.all([getTranslations("languages"), getLocale()]);
  return (
    <form action={choose} aria-label={t("label")} className="flex gap-1">
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="submit"
          name="locale"
          value={locale}
          lang={locale}
          aria-current={locale === current ? "true" : undefined}
          className="rounded-md px-2 py-1 text-small text-ink-3 hover:bg-sunken hover:text-ink aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:h-11 pointer-coarse:px-3"
        >
          {t(locale)}
        </button>
      ))}
    </form>
  );
}
