const DAY_MS = 86_400_000;

/** A day (2026-11-22) or month (2026-11) in UTC: what the store bills by, whatever the school's clock says. */
export type Day = string;
export type Month = string;

export const dayOf = (moment: Date): Day => moment.toISOString().slice(0, 10);
export const monthOf = (day: Day): Month => day.slice(0, 7);
export const firstOf = (month: Month): Day => `${month}-01`;

const startOf = (day: Day) => Date.parse(`${day}T00:00:00Z`);

/** The day `count` days after `day`. */
export const addDays = (day: Day, count: number): Day => dayOf(new Date(startOf(day) + count * DAY_MS));

/** The month `count` months after `month`. */
export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return monthOf(dayOf(new Date(Date.UTC(year, number - 1 + count, 1))));
}

/** How many days from `a` to `b`. */
export const daysBetween = (a: Day, b: Day): number => Math.round((startOf(b) - startOf(a)) / DAY_MS);

export const daysIn = (month: Month): number => daysBetween(firstOf(month), firstOf(addMonths(month, 1)));

/** The last day of a month. */
export const lastOf = (month: Month): Day => addDays(firstOf(month), daysIn(month) - 1);

/** Every month from that of `from` to that of `to`. */
export function monthsFrom(from: Day, to: Day): Month[] {
  const months: Month[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) months.push(month);
  return months;
}
