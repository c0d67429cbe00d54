/** Documents that one action is about, at most: what is fixed in one statement within the database's time. */
export const MOST_ITEMS = 100_000;

/** Documents that can be named one by one: what one request carries. */
export const MOST_NAMED = 10_000;

/** Documents of one zip: what a browser gathers in a sensible time. */
export const MOST_ZIPPED = 5_000;

/** Actions that one person may have under way. */
export const MOST_OPEN = 3;

/** Documents handled in one transaction. */
export const BATCH = 200;

/** Milliseconds that one run of the job works before it makes room: a worker that is to stop need not wait longer. */
export const SLICE_MS = 3_000;

/** Seconds without getting on after which the worker is taken to be gone. */
export const LOST_SECONDS = 20;

/** How often a batch that fails is tried before the action is given up; the pauses add up to some minutes. */
export const BULK_TRIES = 6;

/** Actions under way in one worker: the other jobs keep their share of it. */
export const BULK_AT_ONCE = 2;

/** What marks the jobs that are held back while that many are under way. */
export const BULK_FLAG = "bulk";
