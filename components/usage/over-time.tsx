import { getTranslations } from "next-intl/server";
import { Held } from "#components/usage/held.tsx";
import { RangePicker } from "#components/usage/range-picker.tsx";
import { SectionHead } from "#components/usage/section-head.tsx";
import { type UsageQuery, usageHref } from "#components/usage/usage-query.ts";
import type { Day } from "#lib/usage/days.ts";
import type { UsageReport } from "#lib/usage/types.ts";

/** What the bucket held day by day, and which days that is about. */
export async function OverTime(props: { query: UsageQuery; today: Day; report: UsageReport }) {
  const { query, today, report } = props;
  const t = await getTranslations("usage");
  return (
    <section aria-labelledby="usage-time" className="mt-8">
      <SectionHead
        id="usage-time"
        title={t("overTime")}
        csv={{ href: usageHref(query, "/usage/export", { table: "days" }), name: t("csvDays") }}
      >
        <RangePicker query={query} today={today} />
      </SectionHead>
      <Held report={report} />
    </section>
  );
}
