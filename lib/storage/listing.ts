import "server-only";
import { ListMultipartUploadsCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type BucketName, publicBucket, store } from "#lib/storage/client.ts";
import { storageFailure, storeCall } from "#lib/storage/errors.ts";
import { isUnknown } from "#lib/storage/multipart.ts";

const bucketOf = (where: BucketName) => (where === "public" ? publicBucket().bucket : store().bucket);

/** An object as the store lists it. */
export type ListedObject = {
  key: string;
  /** Bytes. */
  size: number;
  /** When it was stored, by the store's clock; null where it does not say. */
  modifiedAt: Date | null;
};

/**
 * The objects of a bucket behind a key, in the order of their keys' UTF-8 bytes, at most `limit` (1,000); only those
 * below a prefix, where one is given.
 * @throws {AppError} `storage_*`; `storage_unavailable` too for a store that lists in another order: what is compared
 * by such a list would be taken for missing.
 */
export async function listObjects(
  where: BucketName,
  after: string,
  limit: number,
  prefix?: string,
): Promise<{ items: ListedObject[]; more: boolean }> {
  const { client } = store();
  const command = new ListObjectsV2Command({
    Bucket: bucketOf(where),
    MaxKeys: limit,
    ...(after !== "" && { StartAfter: after }),
    ...(prefix !== undefined && { Prefix: prefix }),
  });
  const page = await storeCall(() => client.send(command), "bucket");
  const items = (page.Contents ?? []).map(({ Key = "", Size = 0, LastModified }) => ({
    key: Key,
    size: Size,
    modifiedAt: LastModified ?? null,
  }));
  let last = Buffer.from(after);
  for (const { key } of items) {
    const bytes = Buffer.from(key);
    if (Buffer.compare(last, bytes) >= 0) throw storageFailure("not_a_store", "its list is out of order");
    last = bytes;
  }
  return { items, more: page.IsTruncated === true && items.length > 0 };
}

/** An upload in parts that the store has open. */
export type OpenMultipart = { key: string; storeUploadId: string; begunAt: Date | null };

/** Where a list of open uploads goes on. */
export type MultipartMarker = { key: string; id: string };

/**
 * Uploads in parts that the private bucket has open, behind a marker, and of one key alone where one is named.
 * @returns null where the store cannot list them.
 * @throws {AppError} `storage_*`.
 */
export async function listMultiparts(
  options: { after?: MultipartMarker | null; key?: string } = {},
): Promise<{ items: OpenMultipart[]; next: MultipartMarker | null } | null> {
  const { client, bucket } = store();
  const { after, key } = options;
  const command = new ListMultipartUploadsCommand({
    Bucket: bucket,
    ...(after && { KeyMarker: after.key, UploadIdMarker: after.id }),
    ...(key !== undefined && { Prefix: key }),
  });
  return storeCall(async () => {
    try {
      const page = await client.send(command);
      const all = (page.Uploads ?? []).flatMap(({ Key, UploadId, Initiated }) =>
        Key && UploadId ? [{ key: Key, storeUploadId: UploadId, begunAt: Initiated ?? null }] : [],
      );
      const isMore = page.IsTruncated === true && page.NextKeyMarker !== undefined;
      return {
        items: all.filter((upload) => key === undefined || upload.key === key),
        next: isMore ? { key: page.NextKeyMarker ?? "", id: page.NextUploadIdMarker ?? "" } : null,
      };
    } catch (error) {
      if (isUnknown(error)) return null;
      throw error;
    }
  }, "bucket");
}
