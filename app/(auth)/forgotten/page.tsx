import type { Metadata } from "next";
import Link from "next/link";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { ForgottenForm } from "#components/auth/forgotten-form.tsx";
import { QuietLink } from "#components/auth/quiet-link.tsx";
import { Awake } from "#components/shell/awake.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { mailSite } from "#lib/mail/site.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("forgotten");
  return { title: t("title") };
}

/** What to do about a forgotten password: a mail where one can be sent, else whom to ask. */
export default async function ForgottenPage() {
  const [t, { forgotten, errors, forms }] = await Promise.all([getTranslations("forgotten"), getMessages()]);
  const canMail = mailSite() !== null;
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight">{t("title")}</h1>
      <p className="mt-1 mb-6 text-ink-2">{t(canMail ? "intro" : "ask")}</p>
      {canMail && (
        <NextIntlClientProvider messages={{ forgotten, errors, forms }}>
          <ForgottenForm />
        </NextIntlClientProvider>
      )}
      {canMail ? (
        <p className="mt-4">
          <QuietLink href="/sign-in">{t("toSignIn")}</QuietLink>
        </p>
      ) : (
        <Link href="/sign-in" className={buttonClass()}>
          {t("toSignIn")}
        </Link>
      )}
      <Awake />
    </>
  );
}
