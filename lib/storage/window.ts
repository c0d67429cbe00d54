import { createHash } from "node:crypto";

/** Whom an address is for, and what for. */
export type Audience = {
  userId: string;
  purpose: "list" | "preview";
  /** When their session or token ends by itself; null where it does not. */
  accessEndsAt: Date | null;
};

/** For how long an address stays the same, so that a browser need not fetch again what it has. */
const WINDOW_SECONDS = 300;
/** Seconds that an address is good for from the beginning of its window; so 600 at least from when it is handed out. */
const LIFETIME_SECONDS = 900;

/** Where in five minutes a person's windows begin: not everybody's addresses change at once. In ms. */
function phase({ userId, purpose }: Audience): number {
  const spread = createHash("sha256").update(`${purpose} ${userId}`).digest().readUInt32BE();
  return (spread % WINDOW_SECONDS) * 1000;
}

/** Seconds from `at` (ms), `seconds` at most, that do not go beyond the end of somebody's access. */
export function within(accessEndsAt: Date | null, at: number, seconds: number): number {
  if (accessEndsAt === null) return seconds;
  return Math.max(1, Math.min(seconds, Math.floor((accessEndsAt.getTime() - at) / 1000)));
}

/**
 * When a reading address begins to be good, and for how many seconds: the same in every process for five minutes, for
 * one person and one purpose. What is signed with it is the same then, too.
 * @param now milliseconds.
 */
export function windowOf(audience: Audience, now: number): { at: number; expiresIn: number } {
  const at = now - ((now - phase(audience)) % (WINDOW_SECONDS * 1000));
  return { at, expiresIn: within(audience.accessEndsAt, at, LIFETIME_SECONDS) };
}
