import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import { Specimens } from "#components/design/specimens.tsx";
import { Toaster } from "#components/ui/toaster.tsx";

export const metadata: Metadata = { title: "Design" };

/** The design system at a glance. Only in development: elsewhere there is no such page. */
export default async function DesignPage() {
  if (process.env.NODE_ENV !== "development") notFound();
  return (
    <NextIntlClientProvider messages={await getMessages()}>
      <Specimens />
      <Toaster />
    </NextIntlClientProvider>
  );
}
