/** Days that a file must have been kept before it counts as never opened: what came last week is not forgotten yet. */
export const UNOPENED_DAYS = 90;

/** The largest of each finding that a report names; the figures count all. */
export const LISTED = 100;

/** Days after which a file is older than the one and younger than the next. */
export const AGE_DAYS = [30, 365, 730, 1826] as const;

/** Documents up to which a school is gone through while somebody waits for the page: a few milliseconds. */
export const MEASURED_AT_ONCE = 1000;

/** Seconds between two reports that somebody asks for. */
export const ASK_EVERY_SECONDS = 60;

/** Minutes after which a report that was asked for and did not come is no longer waited for. */
export const WAIT_MINUTES = 10;

/** Reports made at once in one worker: each reads every row of a school. */
export const REPORTS_AT_ONCE = 1;

/** What marks the jobs that are held back while that many are under way. */
export const REPORT_FLAG = "report";
