import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import { BarChart } from "#components/usage/chart/bar-chart.tsx";
import { whole } from "#components/usage/chart/stretches.ts";
import { monthText } from "#components/usage/day-text.ts";
import { formatCost, formatRoundUsd } from "#components/usage/money.ts";
import { addMonths } from "#lib/usage/days.ts";
import { toUsd } from "#lib/usage/price.ts";
import type { UsageHeadline, UsageMonth } from "#lib/usage/types.ts";

const MONTHS = 12;
/** Dollars below which months look alike. */
const FEW_CENTS = 0.03;

/** What each of the last twelve months has cost, and what it would have cost where reading is charged for. */
export async function Months({
  months,
  headline,
}: {
  months: readonly UsageMonth[];
  headline: UsageHeadline;
}) {
  const [t, format, locale] = await Promise.all([getTranslations("usage"), getFormatter(), getLocale()]);
  const last = months.at(-1)?.month;
  if (last === undefined) return null;
  const known = new Map(months.map((month) => [month.month, month]));
  const all = Array.from({ length: MONTHS }, (_, at) => addMonths(last, at + 1 - MONTHS));
  const sum = (of: (month: UsageMonth) => number) => months.reduce((total, month) => total + of(month), 0);
  const r2 = formatCost(
    sum(({ cost }) => cost.total),
    locale,
  );
  const s3 = formatCost(
    sum((month) => month.s3.total),
    locale,
  );
  const isNow = (month: string) => month === headline.month.month;
  const toCome = Math.max(0, headline.forecast.expected.total - headline.month.cost.total);
  const count = (value: number) => format.number(value);
  return (
    <BarChart
      id="chart-months"
      title={t("months")}
      figure={t("monthsFigure", { r2, s3 })}
      description={t("monthsDescription", { months: months.length, r2, s3 })}
      series={[
        {
          name: t("here"),
          fill: "fill-accent",
          values: all.map((month) => toUsd(known.get(month)?.cost.total ?? 0)),
        },
        {
          name: t("toCome"),
          fill: "fill-accent/35",
          values: all.map((month) => (isNow(month) ? toUsd(toCome) : 0)),
        },
      ]}
      mark={{
        name: t("atS3"),
        values: all.map((month) => {
          const cost = isNow(month) ? headline.s3 : known.get(month)?.s3;
          return cost === undefined ? null : toUsd(cost.total);
        }),
      }}
      least={FEW_CENTS}
      write={(value) => formatRoundUsd(value, locale)}
      labels={all.map((month) => monthText(format, month, "short"))}
      note={t("s3Note")}
      tableLabel={t("asTable", { chart: t("months") })}
      head={[t("month"), t("average"), t("writes"), t("reads"), t("downloaded"), t("here"), t("atS3")]}
      rows={months
        .toReversed()
        .map(({ month, averageBytes, activity, cost, s3: other }) => [
          monthText(format, month, "long"),
          formatBytes(averageBytes, locale),
          count(whole(activity.classA)),
          count(whole(activity.classB)),
          formatBytes(whole(activity.bytesOut), locale),
          formatCost(cost.total, locale),
          formatCost(other.total, locale),
        ])}
    />
  );
}
