import { getTranslations } from "next-intl/server";
import { CloudflareUsage } from "#app/(admin)/usage/cloudflare-usage.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Breakdown } from "#components/usage/breakdown.tsx";
import { Done } from "#components/usage/done.tsx";
import { Months } from "#components/usage/months.tsx";
import { OverTime } from "#components/usage/over-time.tsx";
import { UsageFigures } from "#components/usage/usage-figures.tsx";
import { UsageNotes } from "#components/usage/usage-notes.tsx";
import type { UsageQuery } from "#components/usage/usage-query.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { cloudflareAccount } from "#lib/usage/cloudflare/settings.ts";
import { type Day, monthOf } from "#lib/usage/days.ts";
import { usageHeadline } from "#lib/usage/headline.data.ts";
import { usageMonths } from "#lib/usage/months.data.ts";
import { priceList } from "#lib/usage/prices.data.ts";
import { usageReport } from "#lib/usage/report.data.ts";

type Props = { actor: Actor; query: UsageQuery; today: Day };

/**
 * All schools' figures, for who looks after the installation and has none to read of the school they are in. None of
 * them leads to a file.
 */
export async function PlatformUsage({ actor, query, today }: Props) {
  const { from, to } = query;
  const [t, headline, report, months, ratesOf] = await Promise.all([
    getTranslations("usage"),
    usageHeadline(actor, "platform"),
    usageReport(actor, { from, to, groupBy: "school" }),
    usageMonths(actor, "platform"),
    priceList(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} />
      <UsageFigures headline={headline} />
      <OverTime query={query} today={today} report={report} />
      <Breakdown query={query} divisions={["school"]} report={report} figures={null} names={new Map()} />
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
        rates={ratesOf(monthOf(today))}
        canAskCloudflare={cloudflareAccount() === null}
      />
    </>
  );
}
