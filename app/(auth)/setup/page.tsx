import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { SetupForm } from "#components/auth/setup-form.tsx";
import { Awake } from "#components/shell/awake.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { setupState } from "#lib/auth/setup.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("setup");
  // The address holds a secret until it is used: it goes nowhere.
  return { title: t("title"), referrer: "no-referrer" };
}

/** The first school and its administrator, from the one-time link that the server prints. */
export default async function SetupPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await searchParams;
  const secret = oneOf(token) ?? null;
  const [state, t, locale] = await Promise.all([setupState(secret), getTranslations("setup"), getLocale()]);
  if (state === "open" && secret !== null) {
    return (
      <>
        <h1 className="text-title font-semibold tracking-tight">{t("title")}</h1>
        <p className="mt-1 mb-6 text-ink-2">{t("intro")}</p>
        <SetupForm token={secret} locale={locale} timeZones={Intl.supportedValuesOf("timeZone")} />
        <Awake />
      </>
    );
  }
  const done = state === "done";
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight">{done ? t("doneTitle") : t("badLinkTitle")}</h1>
      <p className="mt-1 mb-6 text-ink-2">{done ? t("done") : t("badLink")}</p>
      <Link href="/sign-in" className={buttonClass(done ? "primary" : "secondary")}>
        {t("toSignIn")}
      </Link>
      <Awake />
    </>
  );
}
