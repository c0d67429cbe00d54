import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

/** The words of messages are no part of other pages, nor are most of those of other pages of these. */
export default async function MessagesLayout({ children }: { children: ReactNode }) {
  const {
    signIn: _a,
    setup: _b,
    storageAdvice: _c,
    doctor: _d,
    reconcile: _e,
    usage: _f,
    prices: _g,
    fileRules: _h,
    quotaMail: _i,
    messageMail: _j,
    ...shown
  } = await getMessages();
  return <NextIntlClientProvider messages={shown}>{children}</NextIntlClientProvider>;
}
