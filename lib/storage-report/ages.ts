import { dayAt, rangeStart, shiftDay } from "#lib/documents/days.ts";
import { AGE_DAYS } from "#lib/storage-report/constants.ts";

/** The days of an age on the school's clock (first and last; null where there is no end) and its first moment. */
export type Age = { from: string | null; to: string | null; begins: Date | null };

/** The ages that files are told apart by at `now`, youngest first: the last 30 days are today and the 29 before. */
export function agesAt(now: Date, timeZone: string): Age[] {
  const today = dayAt(now, timeZone);
  const firsts = AGE_DAYS.map((days) => shiftDay(today, 1 - days));
  return [...firsts, null].map((from, at) => ({
    from,
    to: at === 0 ? null : shiftDay(firsts[at - 1] as string, -1),
    begins: from === null ? null : rangeStart(from, timeZone),
  }));
}
