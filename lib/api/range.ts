import type { ByteRange } from "#lib/documents/range.ts";

const SINGLE = /^bytes=\s*(?:(\d{1,15})-(\d{1,15})?|-(\d{1,15}))\s*$/i;

/**
 * Reads a `Range` header. Null means all bytes: no header, another unit, several ranges, or nonsense, which RFC 9110
 * lets a server ignore.
 */
export function parseRange(header: string | null): ByteRange | null {
  const match = SINGLE.exec(header ?? "");
  if (match === null) return null;
  const [, first, last, suffix] = match;
  if (suffix !== undefined) return { suffix: Number(suffix) };
  const start = Number(first);
  if (last === undefined) return { start };
  return Number(last) < start ? null : { start, end: Number(last) };
}
