import { ChartNoAxesColumn } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Breakdown } from "#components/usage/breakdown.tsx";
import { UsageFigures } from "#components/usage/usage-figures.tsx";
import { UsageNotes } from "#components/usage/usage-notes.tsx";
import { GROUPINGS, readUsageQuery } from "#components/usage/usage-query.ts";
import { WhatCanGo } from "#components/usage/what-can-go.tsx";
import { MEASURED_AT_ONCE } from "#lib/storage-report/constants.ts";
import { largestFiles, storageReport, unfinishedUploads, uploaderNames } from "#lib/storage-report/data.ts";
import { usageSummary } from "#lib/usage/data.ts";
import { BYTES_PER_GB, R2_STANDARD, toUsd } from "#lib/usage/price.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("title") };
}

/**
 * What is stored, who fills it, what it costs and what can go; `by` divides it. For those who may not know, the page
 * does not exist.
 */
export default async function UsagePage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const actor = await pageActor();
  if (!actor.can("usage:read")) notFound();
  const query = readUsageQuery((name) => oneOf(params[name]));
  const [t, summary, state, unfinished, largest] = await Promise.all([
    getTranslations("usage"),
    usageSummary(actor),
    storageReport(actor),
    unfinishedUploads(actor),
    largestFiles(actor),
  ]);
  const figures = state.report?.figures ?? null;
  const people = query.by === "person" ? (figures?.people ?? []) : [];
  const names = await uploaderNames(
    actor,
    people.map(({ userId }) => userId),
  );
  const empty = summary.totals.objects === 0 && summary.trash.objects === 0;
  if (empty) {
    return (
      <>
        <PageHeader title={t("title")} />
        <EmptyState icon={ChartNoAxesColumn} title={t("emptyTitle")} text={t("empty")} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("title")} />
      <UsageFigures summary={summary} />
      <Breakdown query={query} groupings={GROUPINGS} summary={summary} figures={figures} names={names} />
      <WhatCanGo
        state={state}
        trash={summary.trash}
        unfinished={unfinished}
        largest={largest}
        canMeasure={summary.totals.objects > MEASURED_AT_ONCE}
        usdPerByte={toUsd(R2_STANDARD.gbMonth) / BYTES_PER_GB}
      />
      <UsageNotes summary={summary} />
    </>
  );
}
