import { getFormatter, getTranslations } from "next-intl/server";
import type { UsageSummary } from "#lib/usage/types.ts";

/** What the figures rest on: the price, the moment. */
export async function UsageNotes({ summary }: { summary: UsageSummary }) {
  const [t, format] = await Promise.all([getTranslations("usage"), getFormatter()]);
  const { cost, measuredAt } = summary;
  return (
    <div className="mt-6 flex flex-col gap-1 text-small text-ink-3">
      <p>{t("costHint", { free: cost.freeGb })}</p>
      <p className="tnum">
        {t("measuredAt", { time: format.dateTime(new Date(measuredAt), { timeStyle: "short" }) })}
      </p>
    </div>
  );
}
