/** Files that a worker has scanned at once: clamd has some ten threads, and other jobs need their share of the line. */
export const SCANS_AT_ONCE = 2;

/** What marks the jobs that are held back while that many are under way. */
export const SCAN_FLAG = "scan";

/** Seconds after which a job that was added with its file and has not begun is thought lost. */
export const FIRST_LOOK_SECONDS = 30;

/** Files whose jobs one sweep adds again, at most. */
export const RESTARTS = 200;

/** Milliseconds for a connection; without any progress; and for the verdict once all has been sent. */
export const CONNECT_MS = 5_000;
export const IDLE_MS = 60_000;
export const VERDICT_MS = 300_000;

/** Bytes of the longest answer that is believed. */
export const MAX_REPLY = 4_096;
