/** Files in one call of `requestUploads`: signatures must not expire in the queue. */
export const MAX_BATCH = 50;

/** Seconds a signed upload is good for (bar: at most 15 minutes). */
export const UPLOAD_URL_SECONDS = 15 * 60;

/** Pending uploads one person may have at once. */
export const MAX_PENDING_PER_PERSON = 500;

/** Hours after which a multipart upload that was never finished is removed: R2 ends them after seven days itself. */
export const MULTIPART_UPLOAD_HOURS = 6 * 24;

/** Least bytes of a part (DESIGN). All but the last are equal (R2). */
export const MIN_PART_SIZE = 8 * 1024 * 1024;

/** Most parts of one file (S3, R2). */
export const MAX_PARTS = 10_000;

/** Parts signed in one call. */
export const MAX_SIGNED_PARTS = 100;

/** Parts signed as an upload is opened, along with the answer: most files need no others. */
export const FIRST_SIGNED_PARTS = 32;

/** Hours after which a single upload that was never confirmed is confirmed or removed. */
export const SINGLE_UPLOAD_HOURS = 24;

/** Seconds after which the sweeper looks for the first time whether a pending upload has arrived. */
export const FIRST_CHECK_SECONDS = 30;

/** Longest pause, in seconds, between two such looks. */
export const LAST_CHECK_SECONDS = 3600;
