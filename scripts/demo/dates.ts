const DAY = 86_400_000;

/** The moments of a made-up past: all of them before `anchor`, on days and at hours when a school works. */
export type Calendar = {
  anchor: Date;
  /** The year in which the school year of `anchor` began; school years begin in September. */
  startYear: number;
  /** A working hour on or just after this day (month from 1); a year earlier where that is still to come. */
  at: (year: number, month: number, day: number, minute: number) => Date;
  ago: (minutes: number) => Date;
};

/** "2025/26" for 2025. */
export const schoolYear = (startYear: number): string =>
  `${startYear}/${String((startYear + 1) % 100).padStart(2, "0")}`;

export function calendar(anchor: Date): Calendar {
  const year = anchor.getUTCFullYear();
  return {
    anchor,
    startYear: anchor.getUTCMonth() >= 8 ? year : year - 1,
    at(wanted, month, day, minute) {
      const when = (of: number) => {
        const date = new Date(Date.UTC(of, month - 1, day, 7, minute % 480));
        const weekday = date.getUTCDay();
        const shift = weekday === 6 ? 2 : weekday === 0 ? 1 : 0;
        return new Date(date.getTime() + shift * DAY);
      };
      const date = when(wanted);
      return date.getTime() < anchor.getTime() - DAY ? date : when(wanted - 1);
    },
    ago: (minutes) => new Date(anchor.getTime() - minutes * 60_000),
  };
}

/** The last `count` terms that have ended, the newest first. */
export function endedTerms(
  { anchor, startYear }: Calendar,
  count: number,
): { name: string; number: number; startYear: number; month: number; year: number }[] {
  const terms = [startYear, startYear - 1].flatMap((start) => [
    { name: "Term 3", number: 3, startYear: start, month: 6, year: start + 1 },
    { name: "Term 2", number: 2, startYear: start, month: 3, year: start + 1 },
    { name: "Term 1", number: 1, startYear: start, month: 12, year: start },
  ]);
  const over = ({ year, month }: { year: number; month: number }) =>
    Date.UTC(year, month - 1, 27) < anchor.getTime();
  return terms.filter(over).slice(0, count);
}
