import "server-only";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from "@aws-sdk/client-s3";
import { store } from "#lib/storage/client.ts";
import { storageError, storageFailure, storeCall } from "#lib/storage/errors.ts";

/** A part that was sent, and the tag by which the store knows its bytes. */
export type SentPart = { number: number; etag: string };
export type StoredPart = SentPart & {
  /** Bytes. */
  size: number;
};

/** Joining thousands of parts can take a store minutes (S3 API reference, CompleteMultipartUpload). */
const JOIN_MS = 120_000;

type Failure = Error & { $metadata?: { httpStatusCode?: number } };

/** The upload has ended: joined, given up, or forgotten by the store. Ceph says NoSuchKey where others say NoSuchUpload. */
const isOver = (error: unknown) => ["NoSuchUpload", "NoSuchKey"].includes((error as Failure)?.name);

/** Whether a store's failure means that it has no such operation. */
export function isUnknown(error: unknown): boolean {
  const failure = error as Failure | undefined;
  return (
    ["NotImplemented", "MethodNotAllowed"].includes(failure?.name ?? "") ||
    [405, 501].includes(failure?.$metadata?.httpStatusCode ?? 0)
  );
}

/** The parts named are not those that the store has. */
const isMismatch = (error: unknown) =>
  ["InvalidPart", "InvalidPartOrder", "EntityTooSmall"].includes((error as Failure)?.name);

/**
 * Opens a multipart upload. Its row must be there before.
 * @returns what the store calls it.
 * @throws {AppError} `storage_*`: then it may be open all the same, and `abortMultiparts` finds it by its key.
 */
export async function createMultipart(
  key: string,
  write: { contentType: string; disposition: string },
): Promise<string> {
  const { client, bucket } = store();
  const command = new CreateMultipartUploadCommand({
    Bucket: bucket,
    Key: key,
    ContentType: write.contentType,
    ContentDisposition: write.disposition,
  });
  const { UploadId } = await storeCall(() => client.send(command));
  if (!UploadId) throw storageFailure("not_a_store", "it opened an upload without an id");
  return UploadId;
}

/**
 * Joins the parts, in the order of their numbers, into the object.
 * @returns `over` when the upload has ended before, also by a racing call that joined it; `mismatch` when the store has
 * other parts.
 * @throws {AppError} `storage_*` when it is not known what became of it.
 */
export async function joinMultipart(
  key: string,
  storeUploadId: string,
  parts: readonly SentPart[],
): Promise<"joined" | "over" | "mismatch"> {
  const { client, bucket } = store();
  const command = new CompleteMultipartUploadCommand({
    Bucket: bucket,
    Key: key,
    UploadId: storeUploadId,
    MultipartUpload: { Parts: parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag })) },
  });
  try {
    await client.send(command, { requestTimeout: JOIN_MS });
    return "joined";
  } catch (error) {
    if (isOver(error)) return "over";
    if (isMismatch(error)) return "mismatch";
    throw storageError(error);
  }
}

/** Gives a multipart upload up and removes its parts; one that has ended is fine. */
export async function abortMultipart(key: string, storeUploadId: string): Promise<void> {
  const { client, bucket } = store();
  try {
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: storeUploadId }));
  } catch (error) {
    if (!isOver(error)) throw storageError(error);
  }
}

/** Gives up every multipart upload of a key that the store has open, whoever knows of it. */
export async function abortMultiparts(key: string): Promise<void> {
  const { client, bucket } = store();
  const command = new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key });
  const found = await storeCall(async () => {
    try {
      return (await client.send(command)).Uploads ?? [];
    } catch (error) {
      if (isUnknown(error)) return [];
      throw error;
    }
  });
  for (const { Key, UploadId } of found) {
    if (Key === key && UploadId) await abortMultipart(key, UploadId);
  }
}

/**
 * The parts that the store has.
 * @returns `over` when the upload has ended; null where the store cannot list parts.
 */
export async function listParts(key: string, storeUploadId: string): Promise<StoredPart[] | "over" | null> {
  const { client, bucket } = store();
  const parts: StoredPart[] = [];
  try {
    for (let marker: string | undefined, more = true; more; ) {
      const page = await client.send(
        new ListPartsCommand({
          Bucket: bucket,
          Key: key,
          UploadId: storeUploadId,
          ...(marker !== undefined && { PartNumberMarker: marker }),
        }),
      );
      for (const { PartNumber, ETag, Size } of page.Parts ?? []) {
        if (PartNumber && ETag) parts.push({ number: PartNumber, etag: ETag, size: Size ?? 0 });
      }
      marker = page.NextPartNumberMarker;
      more = page.IsTruncated === true && marker !== undefined;
    }
    return parts;
  } catch (error) {
    if (isOver(error)) return "over";
    if (isUnknown(error)) return null;
    throw storageError(error);
  }
}
