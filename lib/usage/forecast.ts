import { type Billable, NOTHING, plus } from "#lib/usage/bill.ts";
import { type Day, daysBetween, lastOf, monthOf } from "#lib/usage/days.ts";
import { billableOf, type DayFigures } from "#lib/usage/series.ts";

/** Whole days looked back at, and how few are too few without today. */
export const HISTORY_DAYS = 28;
const FEW_DAYS = 7;
/** Eight of ten values of a normal distribution lie within so many standard deviations of its mean. */
const SPREAD = 1.2816;

type Range<T> = { low: T; expected: T; high: T };

function meanOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  // One day says nothing of the next: it may be twice as much, or nothing.
  if (values.length < 2) return { mean, deviation: Math.abs(mean) };
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, deviation: Math.sqrt(square) };
}

/** A sum of `days` more days like those before; days are taken as independent of each other. */
function moreOf(values: readonly number[], days: number): Range<number> {
  const { mean, deviation } = meanOf(values);
  const expected = Math.max(0, mean * days);
  const spread = SPREAD * deviation * Math.sqrt(days);
  return { low: Math.max(0, expected - spread), expected, high: expected + spread };
}

/** Byte-days of `days` more days that begin with what is held now and change each day as those before did. */
function moreByteDays(now: number, changes: readonly number[], days: number): Range<number> {
  const { mean, deviation } = meanOf(changes);
  // A change on the first day counts on all days, one on the last on one.
  const expected = Math.max(0, now * days + (mean * days * (days + 1)) / 2);
  const squares = (days * (days + 1) * (2 * days + 1)) / 6;
  const spread = SPREAD * deviation * Math.sqrt(squares);
  return { low: Math.max(0, expected - spread), expected, high: expected + spread };
}

const whole = (value: number) => BigInt(Math.round(value));

/**
 * What this month will have been billed for: so far, and for the days to come as the last ones went (`Forecast`).
 * @param days from before this month, or its beginning, to today.
 * @param since the first day of which anything is known.
 * @param elapsed how much of today is over, from 0 to 1.
 */
export function forecastMonth(
  days: readonly DayFigures[],
  since: Day | null,
  elapsed: number,
): Range<Billable> & { historyDays: number } {
  const today = days.at(-1);
  if (today === undefined) return { low: NOTHING, expected: NOTHING, high: NOTHING, historyDays: 0 };
  const month = monthOf(today.day);
  const soFar = billableOf(days.filter(({ day }) => monthOf(day) === month));
  const past = days
    .slice(0, -1)
    .filter(({ day }) => since !== null && day >= since)
    .slice(-HISTORY_DAYS);
  const history = past.length < FEW_DAYS ? [...past, today] : past;
  const daysToCome = daysBetween(today.day, lastOf(month));
  const rest = daysToCome + 1 - elapsed;
  const stored = moreByteDays(
    today.endBytes,
    history.map((day) => day.endBytes - day.startBytes),
    daysToCome,
  );
  const more = (name: "classA" | "classB" | "bytesOut") =>
    moreOf(
      history.map((day) => day[name].measured + day[name].estimated),
      rest,
    );
  const [classA, classB, bytesOut] = [more("classA"), more("classB"), more("bytesOut")];
  const end = (bound: "low" | "expected" | "high") =>
    plus(soFar, {
      byteDays: whole(stored[bound]),
      earlyByteDays: 0n,
      classA: whole(classA[bound]),
      classB: whole(classB[bound]),
      bytesOut: whole(bytesOut[bound]),
    });
  return { low: end("low"), expected: end("expected"), high: end("high"), historyDays: history.length };
}
