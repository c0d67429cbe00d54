import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import { AreaChart } from "#components/usage/chart/area-chart.tsx";
import { stretchesOf } from "#components/usage/chart/stretches.ts";
import { dayText } from "#components/usage/day-text.ts";
import { stretchWords } from "#components/usage/stretch-words.ts";
import type { UsageReport } from "#lib/usage/types.ts";

/** What the bucket held over the days of a range. */
export async function Held({ report }: { report: UsageReport }) {
  const [t, format, locale] = await Promise.all([getTranslations("usage"), getFormatter(), getLocale()]);
  const { days, from, to, meteredSince } = report;
  const stretches = stretchesOf(days, meteredSince);
  const { labels, head, nameOf } = stretchWords(stretches, { t, format });
  const bytes = (value: number) => formatBytes(value, locale);
  const before = stretches.find(({ peakBytes }) => peakBytes !== null)?.peakBytes ?? null;
  const after = stretches.at(-1)?.peakBytes ?? null;
  const isCut = meteredSince !== null && meteredSince > from;
  return (
    <AreaChart
      id="chart-held"
      title={t("held")}
      figure={after === null ? "" : bytes(after)}
      description={
        before === null || after === null
          ? t("heldUnknown")
          : t("heldDescription", {
              before: bytes(before),
              after: bytes(after),
              from: dayText(format, isCut ? meteredSince : from, "long"),
              to: dayText(format, to, "long"),
            })
      }
      values={stretches.map(({ peakBytes }) => peakBytes)}
      write={bytes}
      labels={labels}
      note={isCut ? t("since", { day: dayText(format, meteredSince, "long") }) : t("heldNote")}
      tableLabel={t("asTable", { chart: t("held") })}
      head={[head, t("peak")]}
      rows={stretches.map((stretch) => [
        nameOf(stretch),
        stretch.peakBytes === null ? t("unknown") : bytes(stretch.peakBytes),
      ])}
    />
  );
}
