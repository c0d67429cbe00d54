/** Characters of an `Idempotency-Key`. */
export const MAX_KEY = 255;

/** Hours for which an answer is kept, from the moment it was given. */
export const KEEP_HOURS = 24;

/** Seconds after which a try that is heard of no more counts as dead. */
export const LEASE_SECONDS = 30;

/** Milliseconds after which a running try is heard of again. */
export const RENEW_MS = 10_000;
