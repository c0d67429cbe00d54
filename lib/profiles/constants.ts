/** Pixels of a picture's side, at most (DESIGN, "Profile images"). */
export const MAX_PICTURE_SIDE = 512;

/** Bytes of a picture, at most: more than a JPEG of that side comes to. */
export const MAX_PICTURE_BYTES = 512 * 1024;

/** What a picture is always stored as. */
export const PICTURE_TYPE = "image/jpeg";

/** What browsers make it of (DESIGN, "Default policy"). */
export const SOURCE_TYPES = ["image/jpeg", "image/png", "image/webp"] as const;

/** People whose pictures are asked for at once, at most. */
export const MAX_PEOPLE = 100;
