import "server-only";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Place } from "#lib/backup/place.ts";
import { giveUpHeld, headHeld, readHeld, removeHeld, sendChunks } from "#lib/storage/carry.ts";
import { type ForeignBucket, listForeign } from "#lib/storage/foreign.ts";

/** Open uploads that are younger may be another run's. */
const ABANDONED_MS = 86_400_000;

const KEPT = { type: "application/octet-stream", disposition: null, cache: null };

/**
 * A prefix of a bucket, R2 or any S3; none of those that the product keeps its files in.
 * @param name what people call it.
 * @param where.endpoint null for AWS itself.
 * @param where.prefix empty, or with a slash at its end.
 */
export function bucketPlace(
  name: string,
  bucket: ForeignBucket,
  { endpoint, prefix }: { endpoint: string | null; prefix: string },
): Place {
  const mark = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return {
    name,
    store: { endpoint, bucket: bucket.bucket },
    work: join(tmpdir(), `athena-backup-${mark}`),
    size: async (path) => (await headHeld(bucket, prefix + path))?.size ?? null,
    read: (path, start, end) => readHeld(bucket, prefix + path, start, end),
    write: (pathFor, chunks, expected) =>
      sendChunks(bucket, chunks, { keyFor: (sha256) => prefix + pathFor(sha256), expected, kept: KEPT }),
    async *list(folder) {
      for await (const { key } of listForeign(bucket, prefix + folder)) yield key.slice(prefix.length);
    },
    remove: (path) => removeHeld(bucket, prefix + path),
    tidy: () => giveUpHeld(bucket, prefix, new Date(Date.now() - ABANDONED_MS)),
  };
}
