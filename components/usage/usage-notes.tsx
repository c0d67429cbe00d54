import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatUsd } from "#components/usage/money.ts";
import { type Rates, toUsd } from "#lib/usage/price.ts";
import type { UsageHeadline } from "#lib/usage/types.ts";

type Props = {
  headline: UsageHeadline;
  rates: Rates;
  /** The reader could set what Cloudflare's own figures take, and has not. */
  canAskCloudflare: boolean;
};

/** What the figures rest on: what is counted and what guessed, the prices, the forecast, the moment. */
export async function UsageNotes({ headline, rates, canAskCloudflare }: Props) {
  const [t, format, locale] = await Promise.all([getTranslations("usage"), getFormatter(), getLocale()]);
  const { forecast, measuredAt } = headline;
  const usd = (micros: number) => formatUsd(toUsd(micros), locale);
  const notes = [
    t("notes.measured"),
    t("notes.prices", {
      gb: usd(rates.gbMonth),
      writes: usd(rates.millionClassA),
      reads: usd(rates.millionClassB),
      freeGb: rates.freeGbMonths,
      freeWrites: rates.freeClassA,
      freeReads: rates.freeClassB,
    }),
    t("notes.forecast", { days: forecast.historyDays }),
    ...(canAskCloudflare ? [t("notes.cloudflare")] : []),
    t("notes.days"),
  ];
  return (
    <footer className="mt-10 border-t border-line pt-4 text-small text-ink-3">
      <p className="tnum">
        {t("measuredAt", {
          time: format.dateTime(new Date(measuredAt), { dateStyle: "medium", timeStyle: "short" }),
        })}
      </p>
      <details className="mt-1">
        <summary className="inline-flex items-center rounded-sm text-ink-2 underline decoration-line underline-offset-4 hover:text-ink pointer-coarse:min-h-11">
          {t("notes.title")}
        </summary>
        <ul className="mt-2 flex max-w-prose flex-col gap-2">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </details>
    </footer>
  );
}
