import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { formatBytes } from "#components/format/bytes.ts";
import type { UsageSummary } from "#lib/usage/types.ts";

/** What the figures rest on: the trash, the price, the moment. */
export async function UsageNotes({ summary }: { summary: UsageSummary }) {
  const [t, format, locale] = await Promise.all([getTranslations("usage"), getFormatter(), getLocale()]);
  const { trash, cost, measuredAt } = summary;
  const trashLine = t("trashLine", { objects: trash.objects, size: formatBytes(trash.bytes, locale) });
  return (
    <div className="mt-6 flex flex-col gap-1 text-small text-ink-3">
      <p>
        {trash.objects === 0 ? (
          trashLine
        ) : (
          <Link href="/trash" className="underline underline-offset-2 hover:text-ink">
            {trashLine}
          </Link>
        )}
      </p>
      <p>{t("costHint", { free: cost.freeGb })}</p>
      <p className="tnum">
        {t("measuredAt", { time: format.dateTime(new Date(measuredAt), { timeStyle: "short" }) })}
      </p>
    </div>
  );
}
