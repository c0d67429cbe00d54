import {
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type BucketName, connect, publicBucket, type Store, store } from "#lib/storage/client.ts";

const holder = globalThis as { athenaStore?: Store };

/**
 * Every object under a prefix of one of the buckets with its size, as the store itself lists them; those stored `before`
 * a time, where given.
 */
export async function listBucket(
  prefix: string,
  { before, where = "private" }: { before?: Date; where?: BucketName } = {},
): Promise<Map<string, number>> {
  const { client } = store();
  const bucket = where === "public" ? publicBucket().bucket : store().bucket;
  const found = new Map<string, number>();
  for (let token: string | undefined, more = true; more; ) {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token && { ContinuationToken: token }),
      }),
    );
    for (const { Key = "", Size = 0, LastModified } of page.Contents ?? []) {
      if (before === undefined || (LastModified && LastModified < before)) found.set(Key, Size);
    }
    token = page.NextContinuationToken;
    more = page.IsTruncated === true;
  }
  return found;
}

/** The keys for which the store has an unfinished multipart upload; one opened `before` a time, where given. */
export async function openMultiparts(prefix: string, { before }: { before?: Date } = {}): Promise<string[]> {
  const { client, bucket } = store();
  const page = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }));
  return (page.Uploads ?? [])
    .filter(({ Initiated }) => before === undefined || (Initiated && Initiated < before))
    .flatMap(({ Key }) => Key ?? []);
}

/** The stored bytes; null when there is no such object. */
export async function readBucket(key: string): Promise<Buffer | null> {
  const { client, bucket } = store();
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
  } catch (error) {
    if ((error as Error).name === "NoSuchKey") return null;
    throw error;
  }
}

/** Puts bytes under a key past every signature: what a store that accepts an invalid policy would do. */
export async function forceIntoBucket(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
  const { client, bucket } = store();
  await client.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType }),
  );
}

/** The store at another address, of which everything known stays known. */
export function storeAt(
  endpoint: string,
  settings: Partial<{ accessKeyId: string; secretAccessKey: string }> = {},
): Store {
  const real = store();
  const client = new S3Client({
    endpoint,
    region: "auto",
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 1,
    credentials: {
      accessKeyId: settings.accessKeyId ?? process.env.R2_ACCESS_KEY_ID ?? "",
      secretAccessKey: settings.secretAccessKey ?? process.env.R2_SECRET_ACCESS_KEY ?? "",
    },
  });
  return { ...real, client };
}

/**
 * The store at another address as the product itself speaks to it: with retries, deadlines and a circuit of its own.
 * Waits are short, for tests: `patience` ms for a connection, an answer, and the next bytes.
 */
export function productStoreAt(endpoint: string, { patience = 10_000, secretAccessKey = "" } = {}): Store {
  const credentials = {
    accessKeyId: process.env.R2_ACCESS_KEY_ID ?? "",
    secretAccessKey: secretAccessKey || (process.env.R2_SECRET_ACCESS_KEY ?? ""),
  };
  const client = connect(
    { endpoint, region: "auto", forcePathStyle: true, credentials },
    { connectionTimeout: patience, requestTimeout: patience },
  );
  const pace = { idleMs: patience, slowest: 0, graceMs: 0 };
  return { client, bucket: store().bucket, endpoint, pace };
}

/** Does `work` while the product speaks to another store. */
export async function withStore<T>(other: Store, work: () => Promise<T>): Promise<T> {
  const real = store();
  holder.athenaStore = other;
  try {
    return await work();
  } finally {
    holder.athenaStore = real;
  }
}

/** Does `work` while nobody answers at the store's address. */
export async function withStoreDown<T>(work: () => Promise<T>): Promise<T> {
  // The discard port: nothing listens there.
  return withStore(storeAt("http://127.0.0.1:9"), work);
}
