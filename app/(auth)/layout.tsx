import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LocaleSwitch } from "#components/auth/locale-switch.tsx";
import { Wordmark } from "#components/shell/wordmark.tsx";

/** Pages for people who are not signed in: one narrow column. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const [t, { signIn, setup, languages, errors, forms }] = await Promise.all([
    getTranslations("app"),
    getMessages(),
  ]);
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 sm:py-20">
      <div className="w-full max-w-sm">
        <header className="mb-8 flex items-center gap-2">
          <Wordmark name={t("name")} />
        </header>
        <main>
          <NextIntlClientProvider messages={{ signIn, setup, languages, errors, forms }}>
            {children}
          </NextIntlClientProvider>
        </main>
        <footer className="mt-10 border-t border-line pt-4">
          <LocaleSwitch />
        </footer>
      </div>
    </div>
  );
}
