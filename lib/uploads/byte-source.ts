/** Bytes that can be read by range: an object in the bucket, or a buffer in a test. */
export type ByteSource = {
  /** Bytes. */
  size: number;
  /** Bytes `start` to `end`, both included; `end` may lie behind the last. */
  read(start: number, end: number): Promise<Uint8Array>;
};

/** Keeps the first and the last bytes at hand, so that checks that look there cost one or two reads in all. */
export function withEdges(source: ByteSource, edge: number): ByteSource {
  let head: Promise<Uint8Array> | undefined;
  let tail: Promise<Uint8Array> | undefined;
  const last = source.size - 1;
  const tailStart = Math.max(0, source.size - edge);
  return {
    size: source.size,
    async read(start, end) {
      const to = Math.min(end, last);
      if (start > to) return new Uint8Array();
      if (to < edge) {
        head ??= source.read(0, Math.min(edge - 1, last));
        return (await head).subarray(start, to + 1);
      }
      if (start >= tailStart) {
        tail ??= source.read(tailStart, last);
        return (await tail).subarray(start - tailStart, to - tailStart + 1);
      }
      return source.read(start, to);
    },
  };
}
