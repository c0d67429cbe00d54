/** How the reader signs in. */
export type SecondFactorState = {
  /** ISO 8601; since when in two steps, null for one. */
  since: string | null;
  /** Recovery codes that were not used yet. */
  codesLeft: number;
  /** Whether they have a password, which is asked for when it is turned on or off. */
  hasPassword: boolean;
  /** Whether a school of theirs asks for it. */
  isEnforced: boolean;
};

/** Whether a school asks its members for two steps. */
export type SecondFactorPolicy = {
  /** ISO 8601; from when, null where it is left to each of them. */
  from: string | null;
  isDue: boolean;
  members: number;
  /** How many of them sign in in two steps. */
  having: number;
};

/** What an authenticator app is given, once. */
export type Enrolment = {
  /** Base32, in groups of four. */
  secret: string;
  /** The same for apps on this very device: `otpauth://`. */
  address: string;
  /** The address as a QR code: how many modules it is wide, and the dark ones as a path of an SVG. */
  picture: { size: number; path: string };
};

/** What somebody has shown in the second step. */
export type SecondFactorUsed = "totp" | "recovery";
