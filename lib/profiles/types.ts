import type { WholeTicket } from "#lib/uploads/types.ts";

/** A picture that is about to be sent: its id is that of its ticket. */
export type PictureTicket = WholeTicket;

/** Signed addresses of people's pictures by the people's ids; of those who have none there is none. */
export type Pictures = Record<string, string>;
