import "server-only";
import type { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { type BucketName, publicBucket, store } from "#lib/storage/client.ts";
import { isMissing, storageError, storeCall } from "#lib/storage/errors.ts";
import { steadily } from "#lib/storage/steady.ts";

export type StoredObject = {
  /** Bytes. */
  size: number;
  contentType: string;
  /** How the bytes are said to be encoded, such as gzip; null where they are what they are. */
  contentEncoding: string | null;
  etag: string;
  /** SHA-256 that the store itself keeps, hex; null where it keeps none. */
  sha256: string | null;
  /** By the store's clock; null where it does not say. */
  modifiedAt: Date | null;
};

/** `aws-chunked` is how a request was sent; a few stores keep it. */
function encodingOf(header: string | undefined): string | null {
  const names = (header ?? "").split(",").map((name) => name.trim().toLowerCase());
  return names.filter((name) => !["", "identity", "aws-chunked"].includes(name)).join(", ") || null;
}

/** What the store says of an object of one of the buckets; null when it is not there. */
export async function headObject(key: string, where: BucketName = "private"): Promise<StoredObject | null> {
  const { client } = store();
  const bucket = where === "public" ? publicBucket().bucket : store().bucket;
  try {
    const head = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: "ENABLED" }),
    );
    return {
      size: head.ContentLength ?? 0,
      contentType: head.ContentType ?? "application/octet-stream",
      contentEncoding: encodingOf(head.ContentEncoding),
      etag: head.ETag ?? "",
      sha256: head.ChecksumSHA256 ? Buffer.from(head.ChecksumSHA256, "base64").toString("hex") : null,
      modifiedAt: head.LastModified ?? null,
    };
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(error);
  }
}

/** A body as it comes, which fails rather than standing still. */
const bodyOf = (answer: GetObjectCommandOutput) => steadily(answer.Body as Readable, store().pace);

/** A small body, in memory. */
const bytesOf = async (answer: GetObjectCommandOutput): Promise<Uint8Array> =>
  Buffer.concat(await bodyOf(answer).toArray());

/** Bytes `start` to `end` (both included) of an object. */
export async function readRange(key: string, start: number, end: number): Promise<Uint8Array> {
  const { client, bucket } = store();
  return storeCall(async () => {
    const answer = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${start}-${end}` }),
    );
    return bytesOf(answer);
  });
}

/**
 * The bytes of an object, or of a part of it, as they come; `signal` ends the transfer.
 * @throws {AppError} `storage_*`, also as the stream's error.
 */
export async function openObject(key: string, range: string | null, signal?: AbortSignal): Promise<Readable> {
  const { client, bucket } = store();
  return storeCall(async () => {
    const answer = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...(range !== null && { Range: range }) }),
      signal ? { abortSignal: signal } : {},
    );
    return bodyOf(answer);
  });
}

/** Deletes an object of one of the buckets. One that is not there is deleted already; a bucket that is not there is an error. */
export async function deleteObject(key: string, where: BucketName = "private"): Promise<void> {
  const { client } = store();
  const bucket = where === "public" ? publicBucket().bucket : store().bucket;
  try {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    if ((error as Error).name !== "NoSuchKey") throw storageError(error);
  }
}

/** The bytes of a whole object, in memory; null when it is not there. Only for objects known to be small. */
export async function readObject(key: string): Promise<Uint8Array | null> {
  const { client, bucket } = store();
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await bytesOf(answer);
  } catch (error) {
    if ((error as Error).name === "NoSuchKey") return null;
    throw storageError(error);
  }
}

/** Stores a picture that pages show; it may be kept by the browser that asked, for as long as its address is good. */
export async function putThumbnail(key: string, webp: Uint8Array): Promise<void> {
  const { client, bucket } = store();
  await storeCall(() =>
    client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: webp,
        ContentType: "image/webp",
        ContentDisposition: "inline",
        ContentLength: webp.byteLength,
        CacheControl: "private, max-age=900",
      }),
    ),
  );
}

/** Slowest line to the store, in bytes a second, on which a file is still sent through the server. */
const SLOWEST_SENDING = 100_000;

/** Stores bytes from the server's side, for callers with no direct path; refuses to overwrite. */
export async function putObject(
  key: string,
  body: Readable,
  write: { contentType: string; size: number; disposition: string; sha256: string },
): Promise<void> {
  const { client, bucket } = store();
  await storeCall(() =>
    client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: write.contentType,
        ContentDisposition: write.disposition,
        ContentLength: write.size,
        ChecksumSHA256: Buffer.from(write.sha256, "hex").toString("base64"),
        IfNoneMatch: "*",
      }),
      { requestTimeout: 30_000 + (write.size / SLOWEST_SENDING) * 1000 },
    ),
  );
}
