import { isDay } from "#lib/documents/days.ts";
import { MAX_DAYS } from "#lib/usage/constants.ts";
import { addDays, type Day, daysBetween, firstOf, monthOf } from "#lib/usage/days.ts";

/** What a school's files can be divided by; `school` is for who looks after the installation. */
export const DIVISIONS = ["kind", "type", "class", "group", "person", "age", "school"] as const;
export type Division = (typeof DIVISIONS)[number];

/** Stretches of days that lead up to today. */
export const RANGES = ["month", "30d", "90d", "12m"] as const;
export type Range = (typeof RANGES)[number];

/** What an address asks of the page. */
export type UsageQuery = {
  by: Division;
  /** One of the ranges with a name; null for days of somebody's own. */
  range: Range | null;
  /** First and last day (UTC, as the store bills). */
  from: Day;
  to: Day;
};

export type UsageParam = "by" | "range" | "from" | "to";

const USUAL: Range = "30d";

/** The first day of a range that ends today. */
function rangeStart(range: Range, today: Day): Day {
  switch (range) {
    case "month":
      return firstOf(monthOf(today));
    case "30d":
      return addDays(today, -29);
    case "90d":
      return addDays(today, -89);
    case "12m":
      return addDays(today, -364);
  }
}

/** The days that somebody has chosen themselves; null where they are none, too many or still to come. */
function ownDays(
  from: string | undefined,
  to: string | undefined,
  today: Day,
): { from: Day; to: Day } | null {
  if (from === undefined || !isDay(from) || from > today) return null;
  const last = to !== undefined && isDay(to) && to < today ? to : today;
  return daysBetween(from, last) < 0 || daysBetween(from, last) >= MAX_DAYS ? null : { from, to: last };
}

/** Reads the address of the page. An address is often typed or cut: what it says wrongly, it does not say. */
export function readUsageQuery(
  read: (name: UsageParam) => string | undefined,
  today: Day,
  divisions: readonly Division[],
): UsageQuery {
  const by = divisions.find((division) => division === read("by")) ?? divisions[0] ?? "kind";
  const own = ownDays(read("from"), read("to"), today);
  if (own !== null) return { by, range: null, ...own };
  const range = RANGES.find((each) => each === read("range")) ?? USUAL;
  return { by, range, from: rangeStart(range, today), to: today };
}

/** What an address says for a query; what goes without saying is left out. */
export function usageParams({ by, range, from, to }: UsageQuery): Record<string, string> {
  const days: Record<string, string> = range === null ? { from, to } : range === USUAL ? {} : { range };
  return by === "kind" ? days : { ...days, by };
}

/** The address of the page, or of a part of it, for a query. */
export function usageHref(query: UsageQuery, path = "/usage", more: Record<string, string> = {}): string {
  const params = new URLSearchParams({ ...usageParams(query), ...more }).toString();
  return params === "" ? path : `${path}?${params}`;
}
