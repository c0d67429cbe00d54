import "server-only";
import { CopyObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { publicBucket, store } from "#lib/storage/client.ts";
import { storeCall } from "#lib/storage/errors.ts";
import { openObject } from "#lib/storage/objects.ts";

/**
 * Minutes matter when a file is taken back: caches on the way and browsers keep it for no longer than this, in seconds.
 * They ask again with its ETag, so that a web page costs little.
 */
export const PUBLIC_CACHE_SECONDS = 300;

type Shown = { contentType: string; disposition: string };

const headersOf = ({ contentType, disposition }: Shown) => ({
  ContentType: contentType,
  ContentDisposition: disposition,
  CacheControl: `public, max-age=${PUBLIC_CACHE_SECONDS}`,
});

/** Answers by which a store says that it cannot copy from one bucket to the other: then the bytes go through here. */
const CANNOT_COPY = new Set([400, 405, 501]);

const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } })?.$metadata?.httpStatusCode ?? 0;

/**
 * Copies an object of the private bucket to a key of the public one, inside the store where it can, and looks whether
 * all of it is there. None of the headers of the original come along.
 * @param file its key, and its bytes; at most 5 GiB, as one copy takes.
 * @param milliseconds in which it must be done.
 * @throws {AppError} `storage_*`, `public_not_configured`.
 */
export async function copyToPublic(
  file: { key: string; size: number },
  publicKey: string,
  shown: Shown,
  milliseconds: number,
): Promise<void> {
  const { client, bucket: from } = store();
  const { bucket } = publicBucket();
  const abortSignal = AbortSignal.timeout(milliseconds);
  const options = { abortSignal, requestTimeout: milliseconds };
  const target = { Bucket: bucket, Key: publicKey, ...headersOf(shown) };
  const CopySource = [from, ...file.key.split("/")].map(encodeURIComponent).join("/");
  await storeCall(async () => {
    try {
      await client.send(
        new CopyObjectCommand({ ...target, CopySource, MetadataDirective: "REPLACE" }),
        options,
      );
    } catch (error) {
      if (!CANNOT_COPY.has(statusOf(error))) throw error;
      const Body = await openObject(file.key, null, abortSignal);
      await client.send(new PutObjectCommand({ ...target, Body, ContentLength: file.size }), options);
    }
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: publicKey }), {
      abortSignal,
    });
    if (head.ContentLength !== file.size) throw new Error("the copy has another size than the file");
  });
}

/** Stores a picture in the public bucket, in place of what was there. */
export async function putPublic(publicKey: string, bytes: Uint8Array, shown: Shown): Promise<void> {
  const { client } = store();
  const { bucket } = publicBucket();
  await storeCall(() =>
    client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: publicKey,
        Body: bytes,
        ContentLength: bytes.byteLength,
        ...headersOf(shown),
      }),
    ),
  );
}
