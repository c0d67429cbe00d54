import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { Doctor } from "#components/doctor/doctor.tsx";
import { StorageTabs } from "#components/quota/storage-tabs.tsx";
import { currentActor } from "#lib/auth/session.ts";
import { listChecks } from "#lib/storage/doctor/examine.ts";
import { storagePlace } from "#lib/storage/doctor/run.ts";

/** The title of what is not there, for all for whom it is not. */
export async function generateMetadata(): Promise<Metadata> {
  const [actor, t, problem] = await Promise.all([
    currentActor(),
    getTranslations("doctor"),
    getTranslations("problem"),
  ]);
  return { title: actor?.platformAdmin ? t("title") : problem("notFoundTitle") };
}

/** Whether storage works, for who looks after the installation. For all others the page does not exist. */
export default async function StoragePage() {
  const actor = await pageActor();
  if (!actor.platformAdmin) notFound();
  const [messages, place] = await Promise.all([getMessages(), storagePlace(actor)]);
  return (
    <NextIntlClientProvider messages={{ doctor: messages.doctor }}>
      <Doctor
        tabs={<StorageTabs current="/settings/storage" />}
        groups={listChecks({ browser: true })}
        place={place}
      />
    </NextIntlClientProvider>
  );
}
