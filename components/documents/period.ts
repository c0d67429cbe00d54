import { shiftDay } from "#lib/documents/days.ts";

/** Stretches of days that lead up to today. */
export const PERIODS = ["today", "week", "month", "year"] as const;
export type Period = (typeof PERIODS)[number];

export type Days = { from: string | null; to: string | null };

/** The first day of a period that ends today. */
export function periodStart(period: Period, today: string): string {
  switch (period) {
    case "today":
      return today;
    case "week":
      return shiftDay(today, -6);
    case "month":
      return shiftDay(today, -29);
    default:
      return `${today.slice(0, 4)}-01-01`;
  }
}

/** Which period these days are; `days` for others, and empty for none. */
export function periodOf({ from, to }: Days, today: string): Period | "days" | "" {
  if (from === null && to === null) return "";
  const period = to === null ? PERIODS.find((name) => periodStart(name, today) === from) : undefined;
  return period ?? "days";
}
