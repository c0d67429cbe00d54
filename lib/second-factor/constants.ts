/** Digits of a code, and the seconds that it is good for (RFC 6238, as every authenticator app does it). */
export const CODE_DIGITS = 6;
export const CODE_SECONDS = 30;

/** Recovery codes that are made at a time. */
export const RECOVERY_CODES = 10;

/** Minutes between the first step of signing in and the second. */
export const STEP_MINUTES = 5;

/** Days that a school can give its members before two steps are asked of them. */
export const GRACE_DAYS = [0, 7, 14, 30] as const;
