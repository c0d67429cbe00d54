/** Characters of a tag, counted as people count them. */
export const MAX_TAG_NAME = 40;

/** Most tags that one document is given by hand. */
export const MAX_TAGS_OF_DOCUMENT = 30;

/** Most tags of one school: beyond that they help nobody to find anything. */
export const MAX_TAGS_OF_SCHOOL = 2_000;

/** Tags that are suggested at once. */
export const SUGGESTED = 20;
