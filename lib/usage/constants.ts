import { KINDS } from "#lib/documents/constants.ts";

/**
 * What the bucket holds: of schools their files and what the product makes of them, and people's pictures. Restricted
 * files of whatever kind, and what is made of them, are one of their own: those who may not see them are told figures
 * without it.
 */
export const STORED_KINDS = [...KINDS, "thumbnail", "profile", "public", "restricted"] as const;
export type StoredKind = (typeof STORED_KINDS)[number];

/** What operations are counted by: `other` is what is about no file, such as the bucket's settings. */
export const USAGE_KINDS = [...STORED_KINDS, "other"] as const;
export type UsageKind = (typeof USAGE_KINDS)[number];

/** What a report can be cut up by. */
export const GROUPINGS = ["kind", "type", "record_class", "student_group", "day", "month", "school"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Most days of one report. */
export const MAX_DAYS = 800;
