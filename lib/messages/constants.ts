/** Characters of a subject and of a body. */
export const MAX_SUBJECT = 200;
export const MAX_BODY = 20_000;

/** Roles and members that one message names at most; a whole school counts as one. */
export const MAX_NAMED = 200;

/** Documents that hang on one message at most. */
export const MAX_ATTACHMENTS = 50;

/** Days without a change after which a draft goes, with the files that were uploaded for it alone. */
export const DRAFT_DAYS = 30;

/** Hours for which the author may still add a file to a message that was sent: a program sends first (DESIGN, "HTTP API"). */
export const LATE_ATTACHMENT_HOURS = 24;

/** Beyond so many unread messages nobody reads the number. */
export const MOST_UNREAD = 99;

/** Members that a search for recipients names at most. */
export const MOST_FOUND = 20;

export const BOXES = ["inbox", "sent", "drafts"] as const;
export type Box = (typeof BOXES)[number];
