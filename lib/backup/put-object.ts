import "server-only";
import { chunksOf, hashOf, patiently, type ReadRange } from "#lib/backup/bytes.ts";
import { headHeld, type Kept, OtherBytes, readHeld, sendChunks } from "#lib/storage/carry.ts";
import type { ForeignBucket } from "#lib/storage/foreign.ts";

export type Put = {
  key: string;
  size: number;
  sha256: string;
  kept: Kept;
  /** Whether other bytes under this key are written over. */
  replaces: boolean;
};

/** Whether a bucket has these very bytes under a key: by the checksum that it tells, or by reading all of it. */
async function holds(
  to: ForeignBucket,
  { key, size, sha256 }: Put,
  signal: AbortSignal,
): Promise<"these" | "others" | "nothing"> {
  const head = await patiently(() => headHeld(to, key), signal);
  if (head === null) return "nothing";
  if (head.size !== size) return "others";
  const read: ReadRange = (start, end) => patiently(() => readHeld(to, key, start, end), signal);
  return (head.sha256 ?? (await hashOf(size, read))) === sha256 ? "these" : "others";
}

/**
 * Sees to it that a bucket has an object, and looks once more whether it does: what is there is not sent again, and what
 * was sent is held against its hash as the bucket has it.
 * @returns `other` where the bucket has other bytes under this key and keeps them; `differs` where the bytes to send are not those of the hash: nothing was sent.
 * @throws {Error} where the bucket keeps other bytes than were sent; {AppError} `storage_*`.
 */
export async function putObject(
  to: ForeignBucket,
  put: Put,
  read: ReadRange,
  signal: AbortSignal,
): Promise<"there" | "copied" | "differs" | "other"> {
  const { key, size, sha256, kept } = put;
  const has = await holds(to, put, signal);
  if (has === "these") return "there";
  if (has === "others" && !put.replaces) return "other";
  try {
    await patiently(
      () => sendChunks(to, chunksOf(size, read), { keyFor: () => key, expected: sha256, kept }),
      signal,
    );
  } catch (error) {
    if (error instanceof OtherBytes) return "differs";
    throw error;
  }
  if ((await holds(to, put, signal)) === "these") return "copied";
  throw new Error(`The store ${to.bucket} keeps other bytes of ${key} than were sent to it.`);
}
