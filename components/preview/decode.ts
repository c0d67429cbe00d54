const BOMS = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
] as const;

/**
 * The beginning of a text, whatever it was written in: by its byte order mark, else UTF-8, else what Windows in Western
 * Europe writes. A character that the end of the bytes cuts in two is left out.
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = BOMS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];
  const decode = (encoding: string, fatal: boolean) =>
    new TextDecoder(encoding, { fatal }).decode(bytes, { stream: true });
  if (marked !== undefined) return decode(marked, false);
  try {
    return decode("utf-8", true);
  } catch {
    return decode("windows-1252", false);
  }
}
