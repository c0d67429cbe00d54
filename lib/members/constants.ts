/** Days an invitation is good for. */
export const INVITATION_DAYS = 7;

/** Most invitations of a school that wait for somebody. */
export const MAX_INVITATIONS = 2_000;

/** Most members that are listed. */
export const MAX_MEMBERS = 2_000;
