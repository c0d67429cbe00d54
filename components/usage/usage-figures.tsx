import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import { formatCost } from "#components/usage/money.ts";
import type { UsageHeadline } from "#lib/usage/types.ts";

/** The figures one looks for first. */
export async function UsageFigures({ headline }: { headline: UsageHeadline }) {
  const [t, format, locale] = await Promise.all([getTranslations("usage"), getFormatter(), getLocale()]);
  const { totals, month, forecast } = headline;
  const { storage, total } = month.cost;
  const figures = [
    {
      name: t("stored"),
      value: formatBytes(totals.bytes, locale),
      exact: t("bytes", { bytes: totals.bytes }),
      note: t("storedNote", { size: formatBytes(Math.max(0, totals.storedBytes - totals.bytes), locale) }),
    },
    {
      name: t("objects"),
      value: format.number(totals.objects),
      note: t("objectsNote", { objects: totals.storedObjects }),
    },
    {
      name: t("soFar"),
      value: formatCost(total, locale),
      note: t("soFarNote", {
        storage: formatCost(storage, locale),
        operations: formatCost(total - storage, locale),
      }),
    },
    {
      name: t("forecast"),
      value: formatCost(forecast.expected.total, locale),
      note:
        forecast.low.total === forecast.high.total
          ? t("forecastSure")
          : t("forecastNote", {
              low: formatCost(forecast.low.total, locale),
              high: formatCost(forecast.high.total, locale),
            }),
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line xl:grid-cols-4">
      {figures.map(({ name, value, exact, note }) => (
        <div key={name} className="flex flex-col bg-surface px-4 py-4 sm:px-5">
          <dt className="text-small text-ink-2">{name}</dt>
          <dd className="mt-1 text-figure font-semibold tracking-tight tnum" title={exact}>
            {value}
          </dd>
          <dd className="mt-0.5 text-small text-ink-3 text-pretty tnum">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
