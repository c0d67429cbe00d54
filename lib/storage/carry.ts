import "server-only";
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { isMissing, storageError, storeCall } from "#lib/storage/errors.ts";
import type { ForeignBucket } from "#lib/storage/foreign.ts";
import { isUnknown } from "#lib/storage/multipart.ts";
import { steadily } from "#lib/storage/steady.ts";

/** Bytes that are in memory of one object at a time: a whole small one, or a part of a large one. */
export const CHUNK = 8 * 1024 * 1024;
/** What S3 takes of one upload. */
const MOST_PARTS = 10_000;
/** Slowest line on which a chunk is still sent, in bytes a second, and what an answer may take besides (ms). */
const SLOWEST = 100_000;
const ANSWER_MS = 30_000;
/** Joining thousands of parts can take a store minutes. */
const JOIN_MS = 300_000;

/** The headers that an object is kept with. */
export type Kept = {
  type: string;
  disposition: string | null;
  cache: string | null;
};

export type HeldObject = Kept & {
  /** Bytes. */
  size: number;
  /** SHA-256 that the store itself keeps of the whole, hex; null where it keeps none. */
  sha256: string | null;
};

/** Bytes that are not what they should be; what was sent of them was taken away. */
export class OtherBytes extends Error {
  readonly sha256: string;

  constructor(sha256: string) {
    super("The bytes are others than they should be.");
    this.name = "OtherBytes";
    this.sha256 = sha256;
  }
}

/** Bytes of each part of an object of this size: equal ones, as R2 wants them. */
export const chunkOf = (size: number): number => Math.max(CHUNK, Math.ceil(size / MOST_PARTS));

const patient = (bytes: number) => ({ requestTimeout: ANSWER_MS + (bytes / SLOWEST) * 1000 });

/** What a bucket has under a key; null where it has nothing. */
export async function headHeld({ client, bucket }: ForeignBucket, key: string): Promise<HeldObject | null> {
  try {
    const head = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: "ENABLED" }),
    );
    // A checksum of parts has their number behind it, and is none of the whole.
    const whole = head.ChecksumSHA256 && !head.ChecksumSHA256.includes("-") ? head.ChecksumSHA256 : null;
    return {
      size: head.ContentLength ?? 0,
      type: head.ContentType ?? "application/octet-stream",
      disposition: head.ContentDisposition ?? null,
      cache: head.CacheControl ?? null,
      sha256: whole === null ? null : Buffer.from(whole, "base64").toString("hex"),
    };
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(error);
  }
}

/** Bytes `start` to `end` (both included) of an object, in memory. */
export async function readHeld(
  { client, bucket }: ForeignBucket,
  key: string,
  start: number,
  end: number,
): Promise<Buffer> {
  if (end < start) return Buffer.alloc(0);
  return storeCall(async () => {
    const answer = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${start}-${end}` }),
    );
    const bytes = Buffer.concat(await steadily(answer.Body as Readable).toArray());
    if (bytes.length !== end - start + 1) throw new Error("the store sent another length than was asked for");
    return bytes;
  });
}

type Sending = {
  /** The key, once it is known what the bytes hash to; of a large object its `expected` is all that is known. */
  keyFor: (sha256: string) => string;
  /** Their SHA-256 (hex), where it is known: others are not kept. */
  expected: string | null;
  kept: Kept;
};

const headersOf = ({ type, disposition, cache }: Kept) => ({
  ContentType: type,
  ...(disposition !== null && { ContentDisposition: disposition }),
  ...(cache !== null && { CacheControl: cache }),
});

async function sendWhole(
  { client, bucket }: ForeignBucket,
  bytes: Buffer,
  sending: Sending,
): Promise<string> {
  const digest = createHash("sha256").update(bytes).digest();
  const sha256 = digest.toString("hex");
  if (sending.expected !== null && sending.expected !== sha256) throw new OtherBytes(sha256);
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: sending.keyFor(sha256),
    Body: bytes,
    ContentLength: bytes.length,
    ChecksumSHA256: digest.toString("base64"),
    ...headersOf(sending.kept),
  });
  await storeCall(() => client.send(command, patient(bytes.length)));
  return sha256;
}

async function sendParts(
  { client, bucket }: ForeignBucket,
  first: Buffer,
  rest: AsyncIterator<Buffer>,
  sending: Sending,
): Promise<string> {
  const place = { Bucket: bucket, Key: sending.keyFor(sending.expected ?? "") };
  const { UploadId } = await storeCall(() =>
    client.send(new CreateMultipartUploadCommand({ ...place, ...headersOf(sending.kept) })),
  );
  const hash = createHash("sha256");
  const parts: { PartNumber: number; ETag: string | undefined }[] = [];
  const upload = { ...place, UploadId };
  try {
    for (let chunk: Buffer | null = first; chunk !== null; ) {
      const body: Buffer = chunk;
      hash.update(body);
      const PartNumber = parts.length + 1;
      const { ETag } = await storeCall(() =>
        client.send(
          new UploadPartCommand({ ...upload, PartNumber, Body: body, ContentLength: body.length }),
          patient(body.length),
        ),
      );
      parts.push({ PartNumber, ETag });
      const next = await rest.next();
      chunk = next.done ? null : next.value;
    }
    const sha256 = hash.digest("hex");
    if (sending.expected !== null && sending.expected !== sha256) throw new OtherBytes(sha256);
    const join = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } });
    await storeCall(() => client.send(join, { requestTimeout: JOIN_MS }));
    return sha256;
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

/**
 * Stores bytes that come in chunks of one size, the last one of any: one in memory at a time. The store is told what the
 * bytes of each request hash to, and refuses others. Nothing is there before all of it is.
 * @returns their SHA-256 (hex).
 * @throws {OtherBytes} where they are not what was expected; {AppError} `storage_*`.
 */
export async function sendChunks(
  to: ForeignBucket,
  chunks: AsyncIterable<Buffer>,
  sending: Sending,
): Promise<string> {
  const each = chunks[Symbol.asyncIterator]();
  const first = await each.next();
  const bytes = first.done ? Buffer.alloc(0) : first.value;
  const second = first.done ? first : await each.next();
  if (second.done) return sendWhole(to, bytes, sending);
  let waiting: Buffer | null = second.value;
  const rest: AsyncIterator<Buffer> = {
    async next() {
      if (waiting === null) return each.next();
      const value = waiting;
      waiting = null;
      return { done: false, value };
    },
  };
  return sendParts(to, bytes, rest, sending);
}

/** Takes an object away; one that is not there is gone already. */
export async function removeHeld({ client, bucket }: ForeignBucket, key: string): Promise<void> {
  await storeCall(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })));
}

/** Gives up what a run that was killed has left open below a prefix, where it began before this moment. */
export async function giveUpHeld(
  { client, bucket }: ForeignBucket,
  prefix: string,
  before: Date,
): Promise<void> {
  const uploads = await storeCall(async () => {
    try {
      return (await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }))).Uploads;
    } catch (error) {
      if (isUnknown(error)) return [];
      throw error;
    }
  }, "bucket");
  for (const { Key, UploadId, Initiated } of uploads ?? []) {
    if (Key?.startsWith(prefix) && UploadId && Initiated && Initiated < before)
      await client
        .send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }))
        .catch(() => undefined);
  }
}
