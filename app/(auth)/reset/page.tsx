import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { ResetPassword } from "#components/auth/reset-password.tsx";
import { Awake } from "#components/shell/awake.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reset");
  return { title: t("title"), referrer: "no-referrer" };
}

/**
 * A new password by a one-time link. Its secret stands behind the # of the address, which browsers send to nobody: it
 * is in no log of a server or proxy, and a mail scanner that opens the link neither uses it up nor sees whose it is.
 */
export default async function ResetPage() {
  const [t, { reset, errors, forms }] = await Promise.all([getTranslations("reset"), getMessages()]);
  return (
    <>
      <NextIntlClientProvider messages={{ reset, errors, forms }}>
        <ResetPassword />
      </NextIntlClientProvider>
      <noscript>
        <p className="mt-4 text-ink-2">{t("noScript")}</p>
      </noscript>
      <Awake />
    </>
  );
}
