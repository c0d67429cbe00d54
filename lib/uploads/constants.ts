/** Files in one call of `requestUploads`: signatures must not expire in the queue. */
export const MAX_BATCH = 50;

/** Seconds a signed upload is good for (bar: at most 15 minutes). */
export const UPLOAD_URL_SECONDS = 15 * 60;

/** Pending uploads one person may have at once. */
export const MAX_PENDING_PER_PERSON = 500;

/** Hours after which a single upload that was never confirmed is confirmed or removed. */
export const SINGLE_UPLOAD_HOURS = 24;

/** Seconds after which the sweeper looks for the first time whether a pending upload has arrived. */
export const FIRST_CHECK_SECONDS = 30;

/** Longest pause, in seconds, between two such looks. */
export const LAST_CHECK_SECONDS = 3600;
