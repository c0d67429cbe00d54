/** The calendar year that it is now for people in this time zone. */
export function yearIn(timeZone: string, now: Date): number {
  return Number(
    new Intl.DateTimeFormat("en", { timeZone, year: "numeric", calendar: "gregory" }).format(now),
  );
}
