import type { Cost } from "#lib/usage/bill.ts";
import type { Grouping } from "#lib/usage/constants.ts";
import type { Day, Month } from "#lib/usage/days.ts";
import type { S3Cost } from "#lib/usage/s3.ts";

/**
 * Whose figures: those of the actor's school, or, for who looks after the installation, of all schools and of what
 * belongs to none.
 */
export type UsageScope = "school" | "platform";

/**
 * `measured`: the store has answered it, or confirmed what it led to. `estimated`: it was signed for a browser, and
 * nobody can tell whether it was sent; reads from caches cost nothing, so that estimates are upper bounds.
 */
export type Count = { measured: number; estimated: number };

/** What was done at the store. Bytes in are those stored, bytes out those read. */
export type Activity = { classA: Count; classB: Count; free: Count; bytesIn: Count; bytesOut: Count };

/** What is there now. */
export type UsageTotals = {
  /** Originals of live documents. */
  bytes: number;
  objects: number;
  trashBytes: number;
  trashObjects: number;
  /** Old versions of documents, live or in the trash; none of the originals above. */
  versionBytes: number;
  versionObjects: number;
  /** All that the bucket holds, and is paid for: trash, thumbnails, public copies and what is about to be deleted too. */
  storedBytes: number;
  storedObjects: number;
};

/** A month's end, if it goes on as it did. */
export type Forecast = {
  expected: Cost;
  /** Four months of five end between these. */
  low: Cost;
  high: Cost;
  /**
   * The mean of the last days, with the spread of single days: whole days before today, 28 at most; where there are fewer
   * than seven, today as well.
   */
  method: "mean_of_days";
  historyDays: number;
};

/** The figures one looks for first: quick, however many documents there are. */
export type UsageHeadline = {
  totals: UsageTotals;
  /** This month (UTC), so far: if nothing were stored any more from tomorrow on, this is what it costs. */
  month: { month: Month; activity: Activity; cost: Cost };
  forecast: Forecast;
  /** The expected month at Amazon S3, with what reading costs there. */
  s3: S3Cost;
  /** What an account has free each month, and the storage class that is reckoned with. */
  free: { gbMonths: number; classA: number; classB: number };
  storageClass: "standard" | "infrequent_access";
  /** UTC, ISO 8601. */
  measuredAt: string;
};

export type UsageQuery = {
  /** UTC, both included. */
  from: Day;
  to: Day;
  /** `school` is for who looks after the installation. */
  groupBy: Grouping;
  scope?: UsageScope;
};

export type UsageGroup = {
  /**
   * A kind (`UsageKind`), content type, record class (id), class of students, day, month or school id; `none` for what
   * belongs to no school or has no record class.
   */
  key: string;
  /** Of a school, a record class or a class of students. */
  name: string | null;
  /** Originals of live documents, now. Null for days and months. */
  bytes: number | null;
  objects: number | null;
  /** What the bucket held at the end of the range, day or month, and at its peak on a day of it. Null for types. */
  storedBytes: number | null;
  peakBytes: number | null;
  /** Null for types: R2 knows none. */
  activity: Activity | null;
  cost: Cost | null;
};

export type UsageReport = {
  from: Day;
  to: Day;
  scope: UsageScope;
  groupBy: Grouping;
  /** Now, whatever the range. */
  totals: UsageTotals;
  /** In the range. */
  activity: Activity;
  cost: Cost;
  groups: UsageGroup[];
  /** Each day of the range. */
  days: UsageDay[];
  /** The first day of which anything is known; null where nothing is. */
  meteredSince: Day | null;
  measuredAt: string;
};

export type UsageDay = {
  day: Day;
  /** What the bucket held: at the peak and at the end. */
  peakBytes: number;
  storedBytes: number;
  activity: Activity;
};

export type UsageMonth = {
  month: Month;
  /** The average of the days' peaks, in bytes: a month of it is what storage is billed by. */
  averageBytes: number;
  storedBytes: number;
  activity: Activity;
  cost: Cost;
  s3: S3Cost;
};
