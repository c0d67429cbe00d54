import type { Sort } from "#lib/reconcile/types.ts";

/** Objects that are looked at in one step: what a store lists at once, and all that is held in memory. */
export const WINDOW = 1000;

/** The same where every byte is read: a step must not take for ever. */
export const READ_WINDOW = 50;

/** Requests a second to the store, at most: people have the line first. */
export const REQUESTS_PER_SECOND = 200;

/** Requests to the store at once. */
export const AT_ONCE = 8;

/** Findings that one run keeps; beyond that they are only counted. */
export const MOST_FINDINGS = 100_000;

/** Findings repaired between two looks at the clock. */
export const REPAIR_BATCH = 100;

/** Repairs that are always allowed, however small the bucket. */
export const ALWAYS_ALLOWED = 10;

/** Repairs that touch neither a file nor an object: they need no limit. */
export const HARMLESS: readonly Sort[] = ["totals_drift", "file_returned"];

/** Milliseconds that one run of the job works before it makes room for others. */
export const SLICE_MS = 5_000;

/** How often a run says that it is alive, in ms, and after how many seconds of silence its worker is taken to be gone. */
export const BEAT_MS = 10_000;
export const LOST_SECONDS = 60;

/** How often a step that fails is tried before the run is given up; the pauses add up to some minutes. */
export const RUN_TRIES = 6;

/** What marks the jobs of which one worker takes one at a time. */
export const RECONCILE_FLAG = "reconcile";

/** Runs that the page looks back on. */
export const HISTORY = 20;
