/** Rows and bytes of a file at most: what one transaction takes well within a second or two. */
export const MAX_IMPORT_ROWS = 2000;
export const MAX_IMPORT_BYTES = 1_000_000;
