import { MAX_TAG_NAME } from "#lib/tags/constants.ts";

/**
 * A tag's name as it is kept of what was typed: composed, without space around it and with single spaces within. Null
 * for what no tag can be called: nothing at all, more than 40 characters, control characters, half a character, and the
 * comma that tells one from the next where they are written in a row.
 */
export function tagName(typed: string): string | null {
  if (!typed.isWellFormed()) return null;
  const name = typed.normalize("NFC").replace(/\s+/gu, " ").trim();
  const length = Array.from(name).length;
  return length < 1 || length > MAX_TAG_NAME || /[\p{Cc},]/u.test(name) ? null : name;
}
