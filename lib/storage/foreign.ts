import "server-only";
import type { Readable } from "node:stream";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { storeCall } from "#lib/storage/errors.ts";
import { retryStrategy } from "#lib/storage/retry.ts";
import { steadily } from "#lib/storage/steady.ts";

/** A bucket by a client of its own: somebody else's, or one that backups are kept in. */
export type ForeignBucket = { client: S3Client; bucket: string };

export type ForeignObject = { key: string; size: number; etag: string };

/**
 * A bucket elsewhere, by credentials of its own.
 * @param where.endpoint null for AWS itself.
 */
export function openForeign(where: {
  endpoint: string | null;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  forcePathStyle?: boolean;
}): ForeignBucket {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey, forcePathStyle = true } = where;
  // None of the product's own client: what is asked here is on somebody else's bill, and no fault of our store.
  const client = new S3Client({
    ...(endpoint !== null && { endpoint, forcePathStyle }),
    region,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    retryStrategy,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
      socketTimeout: 0,
    },
  });
  return { client, bucket };
}

/**
 * Every object under a prefix, page by page.
 * @throws {AppError} `storage_*`.
 */
export async function* listForeign(
  { client, bucket }: ForeignBucket,
  prefix: string,
): AsyncGenerator<ForeignObject> {
  for (let token: string | undefined, more = true; more; ) {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      ...(token !== undefined && { ContinuationToken: token }),
    });
    const page = await storeCall(() => client.send(command), "bucket");
    for (const { Key = "", Size = 0, ETag = "" } of page.Contents ?? [])
      yield { key: Key, size: Size, etag: ETag };
    token = page.NextContinuationToken;
    more = page.IsTruncated === true && token !== undefined;
  }
}

/**
 * The bytes of an object as they come, and of no other than was listed.
 * @throws {AppError} `storage_*`, also as the stream's error.
 */
export async function readForeign(
  { client, bucket }: ForeignBucket,
  { key, etag }: ForeignObject,
): Promise<Readable> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key, ...(etag !== "" && { IfMatch: etag }) });
  const answer = await storeCall(() => client.send(command));
  return steadily(answer.Body as Readable);
}
