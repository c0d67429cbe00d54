import { receiveBlob } from "#embedded/object-store/body.ts";
import { checksumHeader, type StoredChecksum } from "#embedded/object-store/checksum.ts";
import { writeCondition } from "#embedded/object-store/conditions.ts";
import type { Digests } from "#embedded/object-store/digest.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import { objectHeaders } from "#embedded/object-store/record.ts";
import { sendEmpty } from "#embedded/object-store/respond.ts";

/** The checksum of a single upload, as stored: it covers the whole object. */
export function fullChecksum(digests: Digests): { checksum?: StoredChecksum } {
  return digests.checksum ? { checksum: { ...digests.checksum, type: "FULL_OBJECT" } } : {};
}

/** Response headers that tell a stored checksum. */
export function checksumHeaders(checksum: StoredChecksum | undefined): Record<string, string> {
  if (!checksum) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, "x-amz-checksum-type": checksum.type };
}

/** PutObject. Conditions are checked before the body is received, and again when it is complete. */
export async function putObject({ exchange, signed, bucket, key }: Operation): Promise<void> {
  const headers = objectHeaders(exchange.headers);
  const condition = writeCondition(exchange.headers);
  bucket.precheck(key, condition);
  const { blob, digests } = await receiveBlob(exchange, signed, bucket.blobs);
  const checksum = fullChecksum(digests);
  const etag = digests.md5.toString("hex");
  await bucket.commit(
    { key, size: blob.size, etag, modified: Date.now(), blobs: [blob], ...headers, ...checksum },
    condition,
  );
  sendEmpty(exchange, 200, { ETag: `"${etag}"`, ...checksumHeaders(checksum.checksum) });
}
