const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** How far `timeZone` is ahead of UTC at `moment`, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(moment / 1000) * 1000;
}

/** The first moment of the day that begins `wall` (midnight written as UTC) in `timeZone`. */
function beginning(wall: number, timeZone: string): Date {
  const guess = wall - offsetAt(wall, timeZone);
  const settled = wall - offsetAt(guess, timeZone);
  // Where clocks jump over midnight the two differ, and the later is the first moment that exists.
  const shown = (moment: number) => moment + offsetAt(moment, timeZone);
  return new Date(shown(settled) >= wall ? settled : Math.max(guess, settled));
}

/** Within these no calendar of ours goes wrong, and nothing was ever uploaded outside them. */
const FIRST_MS = Date.UTC(1000, 0, 1);
const LAST_MS = Date.UTC(9999, 0, 1);

const within = (moment: number) => Math.min(Math.max(moment, FIRST_MS), LAST_MS);

/** The moment a range of uploads begins: `value` itself, or the beginning of that day in `timeZone`. */
export function rangeStart(value: string, timeZone: string): Date {
  const moment = within(Date.parse(value));
  return DAY.test(value) ? beginning(moment, timeZone) : new Date(moment);
}

/** The moment before which a range of uploads ends: `value` itself, or the end of that day in `timeZone`. */
export function rangeEnd(value: string, timeZone: string): Date {
  const moment = within(Date.parse(value));
  return DAY.test(value) ? beginning(moment + DAY_MS, timeZone) : new Date(moment);
}

/** Whether `value` is a day that exists, written as 2026-11-22. */
export function isDay(value: string): boolean {
  if (!DAY.test(value)) return false;
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}

/** The day of a moment on the clock of `timeZone`, written as 2026-11-22. */
export function dayAt(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(moment);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** The day `by` days after another; before it where `by` is negative. */
export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
}
