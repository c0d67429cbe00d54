/** What a small picture is made of. The index of documents that still lack one names the same, in this order. */
export const THUMBNAIL_TYPES = [
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "application/pdf",
] as const;

/** Pixels of the longer edge, at most: sharp at the size of a card, on screens of twice the density. */
export const THUMBNAIL_EDGE = 256;

const MIB = 1024 * 1024;

/** Bytes of the largest file that is read for its thumbnail. */
export const MAX_SOURCE_BYTES = 50 * MIB;

/** Pixels of the largest picture that is decoded: small files can claim to be huge. */
export const MAX_SOURCE_PIXELS = 100_000_000;

/** Bytes of the largest thumbnail that is believed. */
export const MAX_THUMBNAIL_BYTES = MIB / 4;

/** Bytes of the largest logo that is believed: as many pixels, kept as they are. */
export const MAX_LOGO_BYTES = MIB / 2;

/** Milliseconds that one file may take. */
export const RENDER_MS = 15_000;

/** Bytes of memory that drawing one file may take. */
export const RENDER_MEMORY_BYTES = 1024 * MIB;

/** How often a file is tried that took too long or ended the process: the machine may have been busy. */
export const RENDER_TRIES = 2;

/** Thumbnails under way in one worker: the other jobs keep their share of it. */
export const THUMBNAILS_AT_ONCE = 2;

/** What marks the jobs that are held back while that many are under way. */
export const THUMBNAIL_FLAG = "thumbnail";

/** Seconds that storing a thumbnail can take: what is unfinished later is given up. */
export const STORE_SECONDS = 120;
