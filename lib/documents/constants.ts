/** The kinds of file that become documents. A profile image belongs to a user and is none of them. */
export const KINDS = ["document", "report", "media", "attachment"] as const;
export type Kind = (typeof KINDS)[number];

const MIB = 1024 * 1024;

/** Bytes up to which confirm itself reads a file for a checksum that no store has checked; larger ones the worker reads. */
export const HASHED_AT_CONFIRM = 25 * MIB;

/** Most bytes of one file (S3 and R2: about 5 TiB). */
export const MAX_UPLOAD = 5_000_000_000_000;

/** Most bytes one PUT or POST can carry (S3 and R2: 5 GiB). */
export const MAX_SINGLE_UPLOAD = 5 * 1024 * MIB;

/** The years that a document can be of. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2200;

/** Characters of the notes on a document, counted as people count them. */
export const MAX_NOTES = 4_000;

/** Days a document stays in the trash before the worker deletes it for good. */
export const TRASH_DAYS = 30;

const OFFICE = {
  "application/pdf": [".pdf"],
  "image/jpeg": [".jpg", ".jpeg"],
  "image/png": [".png"],
  "application/msword": [".doc"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"],
} as const;

const MEDIA = {
  "image/jpeg": [".jpg", ".jpeg"],
  "image/png": [".png"],
  "image/gif": [".gif"],
  "image/webp": [".webp"],
  "audio/mpeg": [".mp3"],
  "audio/mp4": [".m4a"],
  "audio/wav": [".wav"],
  "audio/ogg": [".ogg", ".oga"],
  "video/mp4": [".mp4", ".m4v"],
  "video/webm": [".webm"],
  "video/quicktime": [".mov"],
} as const;

/** Papers that a school may take for documents and attachments beside those of every school (DESIGN). */
export const WIDER_TYPES: Readonly<Record<string, readonly string[]>> = {
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": [".xlsx"],
  "text/csv": [".csv"],
  "text/plain": [".txt"],
};

/** Every type whose bytes can be checked, with the file name endings that go with it. */
export const KNOWN_TYPES: Readonly<Record<string, readonly string[]>> = {
  ...OFFICE,
  ...WIDER_TYPES,
  ...MEDIA,
};

export type KindPolicy = {
  /** Bytes. */
  maxSize: number;
  /** Accepted content types with the file name endings that go with each. */
  types: Readonly<Record<string, readonly string[]>>;
};

/**
 * The upload policy of a school that has set none of its own, declared once: the page, the request schema and the signer
 * all derive from it, by `schoolPolicy`.
 */
export const POLICY: Readonly<Record<Kind, KindPolicy>> = {
  document: { maxSize: 10 * MIB, types: OFFICE },
  attachment: { maxSize: 10 * MIB, types: OFFICE },
  report: { maxSize: 10 * MIB, types: { "application/pdf": [".pdf"] } },
  media: { maxSize: 5_000_000_000, types: MEDIA },
};

/** Documents that one request moves, purges or signs; more than these are moved by a job. */
export const MOST_AT_ONCE = 500;

/** Rows in one page of a list. */
export const PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 100;
