import "@fontsource-variable/inter/wght.css";
import "./globals.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { EarlyDrop } from "#components/shell/early-drop.tsx";
import { KeepTitle } from "#components/shell/keep-title.tsx";
import { isTheme, THEME_COLOURS, THEME_COOKIE, THEMES } from "#components/shell/theme.ts";

/** The product's name in every title, and no trace of a signed-in page in search engines. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app");
  return {
    title: { default: t("name"), template: `%s · ${t("name")}` },
    description: t("description"),
    robots: { index: false, follow: false },
  };
}

/** The page's size and colour. Both themes keep a tag of their own, so that a choice can be painted without a reload. */
export async function generateViewport(): Promise<Viewport> {
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return {
    width: "device-width",
    initialScale: 1,
    themeColor: THEMES.map((own) => ({
      media: `(prefers-color-scheme: ${own})`,
      color: THEME_COLOURS[isTheme(theme) ? theme : own],
    })),
  };
}

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
        <EarlyDrop nonce={sent.get("x-nonce") ?? ""} />
        <KeepTitle />
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
