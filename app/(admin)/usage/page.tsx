import { ChartNoAxesColumn } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { UsageFigures } from "#components/usage/usage-figures.tsx";
import { UsageKinds } from "#components/usage/usage-kinds.tsx";
import { UsageNotes } from "#components/usage/usage-notes.tsx";
import { usageSummary } from "#lib/usage/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("title") };
}

/** What is stored and what it costs. For those who may not know, the page does not exist. */
export default async function UsagePage() {
  const actor = await pageActor();
  if (!actor.can("usage:read")) notFound();
  const [t, summary] = await Promise.all([getTranslations("usage"), usageSummary(actor)]);
  const empty = summary.totals.objects === 0 && summary.trash.objects === 0;
  return (
    <>
      <PageHeader title={t("title")} />
      {empty ? (
        <EmptyState icon={ChartNoAxesColumn} title={t("emptyTitle")} text={t("empty")} />
      ) : (
        <>
          <UsageFigures summary={summary} />
          <UsageKinds summary={summary} />
          <UsageNotes summary={summary} />
        </>
      )}
    </>
  );
}
