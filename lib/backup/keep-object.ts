import "server-only";
import { chunksOf, hashOf, patiently, type ReadRange } from "#lib/backup/bytes.ts";
import { blobPath, type ObjectRecord } from "#lib/backup/format.ts";
import type { Place } from "#lib/backup/place.ts";
import type { Wanted } from "#lib/backup/wanted.data.ts";
import { CHUNK, type HeldObject, headHeld, OtherBytes, readHeld } from "#lib/storage/carry.ts";
import type { ForeignBucket } from "#lib/storage/foreign.ts";

/** The buckets of an installation; null where it has no public one. */
export type Buckets = { private: ForeignBucket; public: ForeignBucket | null };

/** What became of one object: `there` already, `copied`, `missing` in the bucket, or copied and `differs`. */
export type Kept = { record: ObjectRecord; is: "there" | "copied" | "missing" | "differs" };

/** @throws {Error} where an installation without a public bucket has rows of one. */
export function bucketOf(buckets: Buckets, which: "private" | "public"): ForeignBucket {
  const bucket = buckets[which];
  if (bucket === null)
    throw new Error("There are published files, and no public bucket is set: set R2_PUBLIC_BUCKET_NAME.");
  return bucket;
}

const recordOf = (
  { key, bucket }: Wanted,
  { size, type, disposition, cache }: Pick<HeldObject, "size" | "type" | "disposition" | "cache">,
  sha256: string | null,
): ObjectRecord => ({ key, bucket, size, sha256, type, disposition, cache });

/** Copies the bytes to where their hash says, and answers it. */
async function copyBytes(
  place: Place,
  size: number,
  read: ReadRange,
  expected: string | null,
): Promise<string> {
  // Many chunks go under a name that must be known before they are sent.
  const known = expected ?? (size > CHUNK ? await hashOf(size, read) : null);
  try {
    return await place.write(blobPath, chunksOf(size, read), known);
  } catch (error) {
    if (!(error instanceof OtherBytes)) throw error;
    return place.write(blobPath, chunksOf(size, read), error.sha256);
  }
}

/**
 * Sees to it that a place has an object as the bucket has it. Nothing is fetched whose bytes are there.
 * @param before what an earlier run has kept of the key.
 * @throws {AppError} `storage_*` where a store stays away; {Error} of the disk's.
 */
export async function keepObject(
  wanted: Wanted,
  before: ObjectRecord | null,
  { place, from, signal }: { place: Place; from: Buckets; signal: AbortSignal },
): Promise<Kept> {
  const has = async (sha256: string, size: number) =>
    (await patiently(() => place.size(blobPath(sha256)), signal)) === size;
  const fits =
    before?.sha256 != null &&
    !wanted.changes &&
    (wanted.size === null || before.size === wanted.size) &&
    (wanted.sha256 === null || before.sha256 === wanted.sha256);
  if (fits && before.sha256 !== null && (await has(before.sha256, before.size)))
    return { record: { ...before, bucket: wanted.bucket }, is: "there" };

  const bucket = bucketOf(from, wanted.bucket);
  const held = await patiently(() => headHeld(bucket, wanted.key), signal);
  if (held === null) {
    const nothing = { size: wanted.size ?? 0, type: "", disposition: null, cache: null };
    return { record: recordOf(wanted, nothing, null), is: "missing" };
  }
  if (wanted.sha256 !== null && wanted.size === held.size && (await has(wanted.sha256, held.size)))
    return { record: recordOf(wanted, held, wanted.sha256), is: "there" };
  const read: ReadRange = (start, end) => patiently(() => readHeld(bucket, wanted.key, start, end), signal);
  if (wanted.changes) {
    const now = await hashOf(held.size, read);
    if (await has(now, held.size)) return { record: recordOf(wanted, held, now), is: "there" };
  }
  const sha256 = await patiently(() => copyBytes(place, held.size, read, wanted.sha256), signal);
  const differs =
    (wanted.sha256 !== null && wanted.sha256 !== sha256) ||
    (wanted.size !== null && !wanted.changes && wanted.size !== held.size);
  return { record: recordOf(wanted, held, sha256), is: differs ? "differs" : "copied" };
}
