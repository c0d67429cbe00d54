import type { getFormatter } from "next-intl/server";
import type { Day, Month } from "#lib/usage/days.ts";

type Format = Awaited<ReturnType<typeof getFormatter>>;

const noon = (day: Day) => new Date(`${day}T12:00:00Z`);

/** A day for people. It is a day in UTC, and no clock moves it. */
export const dayText = (format: Format, day: Day, style: "short" | "long"): string =>
  format.dateTime(
    noon(day),
    style === "long"
      ? { dateStyle: "medium", timeZone: "UTC" }
      : { day: "numeric", month: "short", timeZone: "UTC" },
  );

/** A month for people: "Nov", or "November 2026". */
export const monthText = (format: Format, month: Month, style: "short" | "long"): string =>
  format.dateTime(
    noon(`${month}-01`),
    style === "long"
      ? { month: "long", year: "numeric", timeZone: "UTC" }
      : { month: "short", timeZone: "UTC" },
  );
