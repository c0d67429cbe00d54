/** Whose password a link is for, as the page that takes it up tells them. */
export type OpenReset = { name: string; email: string };
