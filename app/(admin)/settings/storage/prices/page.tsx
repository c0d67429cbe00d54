import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { PriceSettings } from "#components/prices/price-settings.tsx";
import { StorageTabs } from "#components/quota/storage-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { currentActor } from "#lib/auth/session.ts";
import { addMonths, dayOf, monthOf } from "#lib/usage/days.ts";
import { listPrices } from "#lib/usage/prices.data.ts";

/** The title of what is not there, for all for whom it is not. */
export async function generateMetadata(): Promise<Metadata> {
  const [actor, t, problem] = await Promise.all([
    currentActor(),
    getTranslations("prices"),
    getTranslations("problem"),
  ]);
  return { title: actor?.platformAdmin ? t("title") : problem("notFoundTitle") };
}

/** From how long ago to how far ahead prices can be set, in months. */
const BACK = 24;
const AHEAD = 12;

/** What the store asks, for who looks after the installation. For all others the page does not exist. */
export default async function PricesPage() {
  const actor = await pageActor();
  if (!actor.platformAdmin) notFound();
  const [t, doctor, messages, set] = await Promise.all([
    getTranslations("prices"),
    getTranslations("doctor"),
    getMessages(),
    listPrices(actor),
  ]);
  const thisMonth = monthOf(dayOf(new Date()));
  const months = Array.from({ length: BACK + AHEAD + 1 }, (_, at) => addMonths(thisMonth, AHEAD - at));
  const { prices, errors } = messages;
  return (
    <>
      <PageHeader title={doctor("title")} />
      <StorageTabs current="/settings/storage/prices" />
      <p className="max-w-prose py-3 text-ink-2 text-pretty">{t("intro")}</p>
      <NextIntlClientProvider messages={{ prices, errors }}>
        <PriceSettings set={set} thisMonth={thisMonth} months={months} />
      </NextIntlClientProvider>
    </>
  );
}
