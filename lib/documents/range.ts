/** A single byte range as RFC 9110, 14.1.2 has it: from a first byte, or the last so many. */
export type ByteRange = { start: number; end?: number | undefined } | { suffix: number };

/** The first and last byte (both included) of a range of `size` bytes, or null where it cannot be satisfied. */
export function resolveRange(range: ByteRange, size: number): { start: number; end: number } | null {
  if ("suffix" in range) {
    if (range.suffix <= 0 || size === 0) return null;
    return { start: Math.max(0, size - range.suffix), end: size - 1 };
  }
  if (range.start >= size) return null;
  return { start: range.start, end: Math.min(range.end ?? size - 1, size - 1) };
}
