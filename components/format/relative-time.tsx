"use client";
import { useFormatter, useNow } from "next-intl";

const EXACT = { dateStyle: "full", timeStyle: "short" } as const;
const A_WEEK = 7 * 86_400_000;

/** "2 hours ago" for a week, then the date; the exact time on the school's clock on hover and for screen readers. */
export function RelativeTime({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(at);
  const exact = format.dateTime(date, EXACT);
  const recent = now.getTime() - date.getTime() < A_WEEK;
  return (
    <time dateTime={at} title={exact}>
      <span aria-hidden>
        {/* Clocks differ: what was added a moment ago must not read "in 2 seconds". */}
        {recent
          ? format.relativeTime(date > now ? now : date, { now, style: "narrow" })
          : format.dateTime(date, { dateStyle: "medium" })}
      </span>
      <span className="sr-only">{exact}</span>
    </time>
  );
}
