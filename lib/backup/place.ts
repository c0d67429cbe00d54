import type { BucketAt } from "#lib/backup/same-bucket.ts";

/** Somewhere to keep backups: a folder, or a prefix of a bucket. Paths have slashes, whatever it is. */
export type Place = {
  /** What people call it. */
  name: string;
  /** Where its bucket is; null where it is none. */
  store: BucketAt | null;
  /** A folder on this machine for what is in the making, and to go on from after an end that nobody asked for. */
  work: string;
  /** Bytes of a file; null where there is none. */
  size: (path: string) => Promise<number | null>;
  /** Bytes `start` to `end`, both included. */
  read: (path: string, start: number, end: number) => Promise<Buffer>;
  /**
   * Keeps bytes under a path that may depend on what they hash to; they are there whole or not at all.
   * @param expected their SHA-256 (hex) where it is known; it must be, for more than one chunk under such a path.
   * @returns what they hash to, and their number.
   * @throws {OtherBytes} where they are not what was expected.
   */
  write: (
    pathFor: (sha256: string) => string,
    chunks: AsyncIterable<Buffer>,
    expected: string | null,
  ) => Promise<string>;
  /** Every file below a folder, named with a slash at its end. */
  list: (folder: string) => AsyncIterable<string>;
  remove: (path: string) => Promise<void>;
  /** Clears away what a run that was killed has left half sent. */
  tidy: () => Promise<void>;
};
