"use client";
import { useFormatter, useNow, useTranslations } from "next-intl";

const EXACT = { dateStyle: "full", timeStyle: "short" } as const;

/** Whole minutes, hours and days since a moment; null after a week, when the date says more. */
function since(ms: number): { unit: "minutes" | "hours" | "days"; count: number } | null {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return { unit: "minutes", count: minutes };
  if (minutes < 24 * 60) return { unit: "hours", count: Math.floor(minutes / 60) };
  const days = Math.floor(minutes / (24 * 60));
  return days < 7 ? { unit: "days", count: days } : null;
}

/** "2 h ago" for a week, then the date; the exact time on the school's clock on hover and for screen readers. */
export function RelativeTime({ at }: { at: string }) {
  const t = useTranslations("time");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(at);
  const exact = format.dateTime(date, EXACT);
  const ago = since(now.getTime() - date.getTime());
  return (
    <time dateTime={at} title={exact}>
      <span aria-hidden>
        {ago === null
          ? format.dateTime(date, { dateStyle: "medium" })
          : // Clocks differ: what is newer than now has just been added.
            ago.count < 1
            ? t("now")
            : t(ago.unit, { count: ago.count })}
      </span>
      <span className="sr-only">{exact}</span>
    </time>
  );
}
