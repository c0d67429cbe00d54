import Bowser from "bowser";

/** What a browser says of itself, as people call it; null for what it does not say. */
export type BrowserNames = { browser: string | null; system: string | null };

/** A `User-Agent` header longer than this is no browser's. */
const MAX_LENGTH = 512;

/** The names of the browser and of its system in a `User-Agent` header. A guess for people, nothing to decide by. */
export function browserNames(userAgent: string | null): BrowserNames {
  if (!userAgent || userAgent.length > MAX_LENGTH) return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent);
  return { browser: browser.name || null, system: os.name || null };
}
