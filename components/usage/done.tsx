import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import { BarChart } from "#components/usage/chart/bar-chart.tsx";
import { type Stretch, stretchesOf, whole } from "#components/usage/chart/stretches.ts";
import { dayText } from "#components/usage/day-text.ts";
import { stretchWords } from "#components/usage/stretch-words.ts";
import type { Count, UsageReport } from "#lib/usage/types.ts";

type Part = { name: string; of: (stretch: Stretch) => Count };

const FILLS = ["fill-accent", "fill-control"] as const;

/** What was done at the store over the days of a range: operations and bytes, in and out. */
export async function Done({ report }: { report: UsageReport }) {
  const [t, format, locale] = await Promise.all([getTranslations("usage"), getFormatter(), getLocale()]);
  const stretches = stretchesOf(report.days, report.meteredSince);
  const { labels, head, nameOf } = stretchWords(stretches, { t, format });
  const range = { from: dayText(format, report.from, "long"), to: dayText(format, report.to, "long") };
  const sum = (of: (stretch: Stretch) => number) =>
    stretches.reduce((total, stretch) => total + of(stretch), 0);

  const chart = (id: string, title: string, parts: [Part, Part], write: (value: number) => string) => {
    const [first, second] = parts;
    const totals = parts.map(({ of }) => sum((stretch) => whole(of(stretch))));
    const guessed = (stretch: Stretch) => first.of(stretch).estimated + second.of(stretch).estimated;
    const estimated = sum(guessed);
    return {
      id,
      title,
      figure: write((totals[0] ?? 0) + (totals[1] ?? 0)),
      description: t("twoDescription", {
        first: first.name,
        firstTotal: write(totals[0] ?? 0),
        second: second.name,
        secondTotal: write(totals[1] ?? 0),
        ...range,
      }),
      note: estimated === 0 ? t("allMeasured") : t("partEstimated", { amount: write(estimated) }),
      series: parts.map(({ name, of }, at) => ({
        name,
        fill: FILLS[at] ?? FILLS[0],
        values: stretches.map((stretch) => whole(of(stretch))),
      })),
      labels,
      tableLabel: t("asTable", { chart: title }),
      head: [head, first.name, second.name, t("estimated")],
      rows: stretches.map((stretch) => [
        nameOf(stretch),
        ...parts.map(({ of }) => write(whole(of(stretch)))),
        write(guessed(stretch)),
      ]),
    };
  };
  const bytes = (value: number) => formatBytes(value, locale);
  const operations: [Part, Part] = [
    { name: t("writes"), of: ({ writes }) => writes },
    { name: t("reads"), of: ({ reads }) => reads },
  ];
  const transfer: [Part, Part] = [
    { name: t("uploaded"), of: ({ bytesIn }) => bytesIn },
    { name: t("downloaded"), of: ({ bytesOut }) => bytesOut },
  ];
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <BarChart
        {...chart("chart-operations", t("operations"), operations, (value) => format.number(value))}
        write={(value) => format.number(value, { notation: "compact" })}
      />
      <BarChart {...chart("chart-transfer", t("transfer"), transfer, bytes)} write={bytes} />
    </div>
  );
}
