"use client";
import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import type { ComponentProps, ReactNode } from "react";

/** Brings a page's own words along, besides those that every page has. */
export function MoreMessages(props: {
  messages: ComponentProps<typeof NextIntlClientProvider>["messages"];
  children: ReactNode;
}) {
  const { messages, children } = props;
  const shared = useMessages();
  const locale = useLocale();
  return (
    <NextIntlClientProvider locale={locale} messages={{ ...shared, ...messages }}>
      {children}
    </NextIntlClientProvider>
  );
}
