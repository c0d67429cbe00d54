import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import type { UsageSummary } from "#lib/usage/types.ts";

/** The figures one looks for first. */
export async function UsageFigures({ summary }: { summary: UsageSummary }) {
  const [t, format, locale] = await Promise.all([getTranslations("usage"), getFormatter(), getLocale()]);
  const { totals, cost } = summary;
  const figures = [
    {
      name: t("stored"),
      value: formatBytes(totals.bytes, locale),
      exact: t("bytes", { bytes: totals.bytes }),
    },
    { name: t("objects"), value: format.number(totals.objects) },
    { name: t("cost"), value: format.number(cost.monthUsd, { style: "currency", currency: "USD" }) },
  ];
  return (
    <dl className="grid divide-line rounded-md border border-line bg-surface max-sm:divide-y sm:grid-cols-3 sm:divide-x">
      {figures.map(({ name, value, exact }) => (
        <div key={name} className="flex flex-col gap-1 px-5 py-4">
          <dt className="text-small text-ink-2">{name}</dt>
          <dd className="text-figure font-semibold tracking-tight tnum" title={exact}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
