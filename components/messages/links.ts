/** A piece of a text, with where it begins: plain, or an address that can be opened. */
export type Piece = { at: number; text: string; href: string | null };

// What ends a sentence or closes a bracket around an address is no part of it.
const ADDRESS = /https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}»”’]/giu;

const isAddress = (text: string) => {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:");
};

/** Cuts a text into what is plain and the web addresses in it. Put together again, the pieces are the text. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    if (!isAddress(match[0])) continue;
    if (match.index > from) found.push({ at: from, text: text.slice(from, match.index), href: null });
    found.push({ at: match.index, text: match[0], href: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ at: from, text: text.slice(from), href: null });
  return found;
}
