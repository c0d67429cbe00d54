import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { StorageTabs } from "#components/quota/storage-tabs.tsx";
import { Reconcile } from "#components/reconcile/reconcile.tsx";
import { currentActor } from "#lib/auth/session.ts";
import { config } from "#lib/config.ts";
import { storageConfigured } from "#lib/env.ts";
import { reconcileOverview } from "#lib/reconcile/overview.ts";

/** The title of what is not there, for all for whom it is not. */
export async function generateMetadata(): Promise<Metadata> {
  const [actor, t, problem] = await Promise.all([
    currentActor(),
    getTranslations("reconcile"),
    getTranslations("problem"),
  ]);
  return { title: actor?.platformAdmin ? t("title") : problem("notFoundTitle") };
}

/** Whether bucket and database fit, for who looks after the installation. For all others the page does not exist. */
export default async function ReconcilePage() {
  const actor = await pageActor();
  if (!actor.platformAdmin) notFound();
  const [{ reconcile, errors, time, kinds }, doctor, first] = await Promise.all([
    getMessages(),
    getTranslations("doctor"),
    reconcileOverview(actor),
  ]);
  return (
    <NextIntlClientProvider messages={{ reconcile, errors, time, kinds }}>
      <Reconcile
        title={doctor("title")}
        tabs={<StorageTabs current="/settings/storage/reconcile" />}
        first={first}
        possible={storageConfigured(config())}
      />
    </NextIntlClientProvider>
  );
}
