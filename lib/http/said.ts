/** What a program says of its request, for the audit: for whom it asks, and what for. It is not proven. */
export type Said = { on_behalf_of?: string; purpose?: string };

/** The headers that it is said in. */
export const SAID_HEADERS = { on_behalf_of: "Athena-On-Behalf-Of", purpose: "Athena-Purpose" } as const;

/** Characters of each. */
export const MAX_SAID = 200;

/** A header holds no letters but those of ASCII: all others come as percent-encoded UTF-8 (RFC 3986, section 2.5). */
function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value).normalize("NFC").trim();
  } catch {
    return null;
  }
}

const good = (text: string) => text.length <= MAX_SAID && text.isWellFormed() && !/\p{Cc}/u.test(text);

/**
 * What a request says of itself.
 * @returns `wrong` is the header that cannot be read, or holds more than a line of `MAX_SAID` characters.
 */
export function readSaid(headers: Headers): { said: Said; wrong: string | null } {
  const said: Said = {};
  for (const [name, header] of Object.entries(SAID_HEADERS) as [keyof Said, string][]) {
    const given = headers.get(header);
    if (given === null) continue;
    const text = decoded(given);
    if (text === null || !good(text)) return { said: {}, wrong: header };
    if (text !== "") said[name] = text;
  }
  return { said, wrong: null };
}
