/** Rows of a file at most. */
export const MAX_STAFF_ROWS = 1000;

/** What a file can say of somebody. */
export const STAFF_FIELDS = ["name", "email", "role", "restricted"] as const;
export type StaffField = (typeof STAFF_FIELDS)[number];
