/** What of the media a gallery shows: all, what is public, what is not, or pictures that nobody has described. */
export const SHOWN = ["all", "public", "private", "undescribed"] as const;
export type Shown = (typeof SHOWN)[number];
