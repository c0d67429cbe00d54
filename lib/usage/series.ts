import { type Billable, NOTHING, plus } from "#lib/usage/bill.ts";
import { addDays, type Day } from "#lib/usage/days.ts";
import type { Activity } from "#lib/usage/types.ts";

/** What a day is known by: how the bytes held changed, how far they rose above the day's beginning, what was done. */
export type DayRow = Activity & { day: Day; net: number; rise: number; earlyByteDays: number };

/** One day, with the bytes that the bucket held. */
export type DayFigures = Activity & {
  day: Day;
  startBytes: number;
  peakBytes: number;
  endBytes: number;
  earlyByteDays: number;
};

const none = () => ({ measured: 0, estimated: 0 });
export const noActivity = (): Activity => ({
  classA: none(),
  classB: none(),
  free: none(),
  bytesIn: none(),
  bytesOut: none(),
});

const NAMES = ["classA", "classB", "free", "bytesIn", "bytesOut"] as const;

/** All that was done, added up. */
export function sumActivity(all: readonly Activity[]): Activity {
  const sum = noActivity();
  for (const one of all) {
    for (const name of NAMES) {
      sum[name].measured += one[name].measured;
      sum[name].estimated += one[name].estimated;
    }
  }
  return sum;
}

/** Rows of the same day as one: peaks of different kinds may have been hours apart, so the sum is the most there was. */
function joinDays(rows: readonly DayRow[]): Map<Day, DayRow> {
  const byDay = new Map<Day, DayRow>();
  for (const row of rows) {
    const known = byDay.get(row.day);
    byDay.set(
      row.day,
      known === undefined
        ? row
        : {
            ...sumActivity([known, row]),
            day: row.day,
            net: known.net + row.net,
            rise: known.rise + row.rise,
            earlyByteDays: known.earlyByteDays + row.earlyByteDays,
          },
    );
  }
  return byDay;
}

/**
 * Each day from `from` to `today`, reckoned back from what is held now: a day without a row is one without a change.
 * @param rows all there are from `from` on, of any number of kinds or schools.
 */
export function daySeries(rows: readonly DayRow[], storedNow: number, from: Day, today: Day): DayFigures[] {
  const byDay = joinDays(rows);
  const days: DayFigures[] = [];
  let end = storedNow;
  for (let day = today; day >= from; day = addDays(day, -1)) {
    const row = byDay.get(day);
    const startBytes = Math.max(0, end - (row?.net ?? 0));
    const peakBytes = Math.max(startBytes + (row?.rise ?? 0), end);
    const { classA, classB, free, bytesIn, bytesOut } = row ?? noActivity();
    const earlyByteDays = row?.earlyByteDays ?? 0;
    days.push({
      day,
      startBytes,
      peakBytes,
      endBytes: end,
      earlyByteDays,
      classA,
      classB,
      free,
      bytesIn,
      bytesOut,
    });
    end = startBytes;
  }
  return days.toReversed();
}

const both = ({ measured, estimated }: { measured: number; estimated: number }) =>
  BigInt(measured + estimated);

/** What some days are billed for. */
export function billableOf(days: readonly DayFigures[]): Billable {
  return days.reduce(
    (sum, day) =>
      plus(sum, {
        byteDays: BigInt(day.peakBytes),
        earlyByteDays: BigInt(day.earlyByteDays),
        classA: both(day.classA),
        classB: both(day.classB),
        bytesOut: both(day.bytesOut),
      }),
    NOTHING,
  );
}
