/** Minutes in which somebody has to come back from the provider. */
export const FLOW_MINUTES = 15;

/** Why nobody was signed in, as the sign-in page is told. It says nothing of who has an account here. */
export const PROBLEMS = [
  /** Nobody whom we know, or not any more, or not by this account. */
  "unknown",
  /** The provider does not say that the e-mail is theirs. */
  "unverified",
  /** Of a domain that may not come in. */
  "domain",
  /** They turned back at the provider. */
  "cancelled",
  /** Too many from one place. */
  "limited",
  /** The provider does not answer. */
  "unavailable",
  /** What came back was not what was asked for. */
  "failed",
] as const;

export type Problem = (typeof PROBLEMS)[number];
