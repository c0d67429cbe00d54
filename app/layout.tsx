import "@fontsource-variable/inter/wght.css";
import "./globals.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { isTheme, THEME_COOKIE } from "#components/shell/theme.ts";

/** The product's name in every title, and no trace of a signed-in page in search engines. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app");
  return {
    title: { default: t("name"), template: `%s - ${t("name")}` },
    description: t("description"),
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f6" },
    { media: "(prefers-color-scheme: dark)", color: "#141310" },
  ],
};

/** The document every page is in. Reading the nonce makes each response its own. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, { problem }, sent, jar] = await Promise.all([
    getLocale(),
    getMessages(),
    headers(),
    cookies(),
  ]);
  const theme = jar.get(THEME_COOKIE)?.value;
  return (
    <html lang={locale} data-theme={isTheme(theme) ? theme : undefined} suppressHydrationWarning>
      <body>
        <CSPProvider nonce={sent.get("x-nonce") ?? ""} disableStyleElements>
          {/* The error page of last resort finds its words here; the layouts below bring their own. */}
          <NextIntlClientProvider messages={{ problem }}>
            <div className="isolate min-h-dvh bg-paper">{children}</div>
          </NextIntlClientProvider>
        </CSPProvider>
      </body>
    </html>
  );
}
