/** One browser in which a person is signed in. */
export type SessionItem = {
  id: string;
  /** Whether it is the one that asks. */
  isOwn: boolean;
  schoolName: string;
  /** What the browser and its system are called; null where it did not say. */
  browser: string | null;
  system: string | null;
  /** From where it signed in; null where that is not known. */
  ip: string | null;
  /** ISO 8601, UTC. */
  signedInAt: string;
  /** ISO 8601, UTC; up to five minutes behind. */
  lastSeenAt: string;
};
