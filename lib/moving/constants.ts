/** Files that are stored at once, where nobody says otherwise, and the most. */
export const AT_ONCE = 8;
export const MOST_FILES_AT_ONCE = 32;

/** Files that are looked up together. */
export const LOOKED_UP = 200;

/** Tries of one file while the store or the database is away, and milliseconds before the second; each pause doubles. */
export const TRIES = 5;
export const FIRST_PAUSE_MS = 1000;

/** What stops a whole run: nothing more can be stored until somebody has done something about it. */
export const STOPS: ReadonlySet<string> = new Set([
  "storage_unavailable",
  "storage_refused",
  "storage_unsuitable",
  "storage_not_configured",
  "database_unavailable",
  "quota_exceeded",
  "too_many_pending",
]);

/** The columns that a CSV of metadata may have, under these names. */
export const SHEET_COLUMNS = [
  "path",
  "filename",
  "title",
  "kind",
  "report_type",
  "record_class",
  "year",
  "term",
  "tags",
  "notes",
  "alt_text",
  "students",
  "uploaded_at",
  "uploaded_by",
] as const;
export type SheetColumn = (typeof SHEET_COLUMNS)[number];
