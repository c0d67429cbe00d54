import { ChartNoAxesColumn } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { CloudflareUsage } from "#app/(admin)/usage/cloudflare-usage.tsx";
import { PlatformUsage } from "#app/(admin)/usage/platform-usage.tsx";
import { readQueryOf } from "#app/(admin)/usage/read-query.ts";
import { shareNames } from "#app/(admin)/usage/share-names.ts";
import { QuotaUse } from "#components/quota/quota-use.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Breakdown } from "#components/usage/breakdown.tsx";
import { Done } from "#components/usage/done.tsx";
import { Months } from "#components/usage/months.tsx";
import { OverTime } from "#components/usage/over-time.tsx";
import { UsageFigures } from "#components/usage/usage-figures.tsx";
import { UsageNotes } from "#components/usage/usage-notes.tsx";
import { WhatCanGo } from "#components/usage/what-can-go.tsx";
import { schoolRoom } from "#lib/quota/data.ts";
import { MEASURED_AT_ONCE } from "#lib/storage-report/constants.ts";
import { largestFiles, storageReport, unfinishedUploads } from "#lib/storage-report/data.ts";
import { cloudflareAccount } from "#lib/usage/cloudflare/settings.ts";
import { usageHeadline } from "#lib/usage/headline.data.ts";
import { usageMonths } from "#lib/usage/months.data.ts";
import { BYTES_PER_GB, toUsd } from "#lib/usage/price.ts";
import { priceList } from "#lib/usage/prices.data.ts";
import { usageReport } from "#lib/usage/report.data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("title") };
}

/**
 * What is stored, who fills it, what it costs and what can go: what `readUsageQuery` makes of the address says of which
 * days, and divided by what. For those who may not know, the page does not exist.
 */
export default async function UsagePage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const actor = await pageActor();
  const asked = readQueryOf(actor, (name) => oneOf(params[name]));
  if (asked === null) notFound();
  const { query, divisions, today, scope } = asked;
  if (scope === "platform") return <PlatformUsage actor={actor} query={query} today={today} />;
  const { by, from, to } = query;
  const days = { from, to };
  const [t, headline, report, schools, months, ratesOf, state, unfinished, largest, room] = await Promise.all(
    [
      getTranslations("usage"),
      usageHeadline(actor),
      usageReport(actor, { ...days, groupBy: "kind" }),
      by === "school" ? usageReport(actor, { ...days, groupBy: "school" }) : null,
      usageMonths(actor),
      priceList(),
      storageReport(actor),
      unfinishedUploads(actor),
      largestFiles(actor),
      schoolRoom(actor),
    ],
  );
  const figures = state.report?.figures ?? null;
  const names = await shareNames(actor, by, figures);
  const { totals } = headline;
  const rates = ratesOf(headline.month.month);
  const trash = { bytes: totals.trashBytes, objects: totals.trashObjects };
  const versions = { bytes: totals.versionBytes, objects: totals.versionObjects };
  const isEmpty = totals.objects === 0 && trash.objects === 0 && by !== "school";
  if (isEmpty) {
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
      <UsageFigures headline={headline} />
      <QuotaUse room={room} />
      <OverTime query={query} today={today} report={report} />
      <Breakdown
        query={query}
        divisions={divisions}
        report={schools ?? report}
        figures={figures}
        names={names}
      />
      <WhatCanGo
        state={state}
        trash={trash}
        versions={versions}
        unfinished={unfinished}
        largest={largest}
        canMeasure={totals.objects > MEASURED_AT_ONCE}
        usdPerByte={toUsd(rates.gbMonth) / BYTES_PER_GB}
      />
      <section aria-labelledby="usage-cost" className="mt-10 flex flex-col gap-8">
        <h2 id="usage-cost" className="-mb-4 text-body font-semibold">
          {t("whatItCosts")}
        </h2>
        <Months months={months} headline={headline} />
        <Done report={report} />
      </section>
      <CloudflareUsage actor={actor} />
      <UsageNotes
        headline={headline}
        rates={rates}
        canAskCloudflare={actor.platformAdmin && cloudflareAccount() === null}
      />
    </>
  );
}
