import { receiveBlob } from "#embedded/object-store/body.ts";
import {
  type ChecksumAlgorithm,
  type ChecksumType,
  checksumHeader,
  parseAlgorithm,
} from "#embedded/object-store/checksum.ts";
import { copyBytes } from "#embedded/object-store/copy-object.ts";
import { expectedChecksum } from "#embedded/object-store/digest.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import { objectHeaders, type PartRecord } from "#embedded/object-store/record.ts";
import { sendEmpty, sendXml } from "#embedded/object-store/respond.ts";
import { tag, xmlDocument } from "#embedded/object-store/xml.ts";

/** S3 and R2. */
const MAX_PARTS = 10_000;

function checksumPlan(headers: ReadonlyMap<string, string>): {
  algorithm?: ChecksumAlgorithm;
  type?: ChecksumType;
} {
  const name = headers.get("x-amz-checksum-algorithm");
  const asked = headers.get("x-amz-checksum-type");
  if (name === undefined) {
    if (asked !== undefined)
      throw new S3Error("InvalidRequest", "x-amz-checksum-type needs x-amz-checksum-algorithm.");
    return {};
  }
  const algorithm = parseAlgorithm(name);
  const type = asked ?? (algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE");
  const possible =
    type === "FULL_OBJECT" ? !algorithm.startsWith("SHA") : type === "COMPOSITE" && algorithm !== "CRC64NVME";
  if (!possible) {
    throw new S3Error(
      "InvalidRequest",
      `The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
    );
  }
  return { algorithm, type: type as ChecksumType };
}

/** CreateMultipartUpload. */
export async function createUpload({ exchange, bucket, key }: Operation): Promise<void> {
  const plan = checksumPlan(exchange.headers);
  const headers = objectHeaders(exchange.headers);
  const upload = await bucket.uploads.create({ key, created: Date.now(), ...headers, ...plan });
  if (plan.algorithm) exchange.res.setHeader("x-amz-checksum-algorithm", plan.algorithm);
  if (plan.type) exchange.res.setHeader("x-amz-checksum-type", plan.type);
  const inner = tag("Bucket", bucket.name) + tag("Key", key) + tag("UploadId", upload.id);
  sendXml(exchange, xmlDocument("InitiateMultipartUploadResult", inner));
}

function partNumber(query: ReadonlyMap<string, string>): number {
  const text = query.get("partNumber") ?? "";
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MAX_PARTS) {
    throw new S3Error("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive.");
  }
  return number;
}

/** UploadPart. A part's checksum must be of the algorithm the upload was created with, as on S3. */
export async function uploadPart({ exchange, signed, bucket, key }: Operation): Promise<void> {
  const { query } = exchange.target;
  const number = partNumber(query);
  const upload = bucket.uploads.get(query.get("uploadId") ?? "", key);
  const { algorithm } = expectedChecksum(exchange.headers, new Map());
  if (upload.algorithm && algorithm !== upload.algorithm) {
    throw new S3Error(
      "InvalidRequest",
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.algorithm.toLowerCase()}, actual checksum Type: ${algorithm?.toLowerCase() ?? "null"}`,
    );
  }
  const { blob, digests } = await receiveBlob(exchange, signed, bucket.blobs);
  const etag = digests.md5.toString("hex");
  const { checksum } = digests;
  await bucket.uploads.putPart(upload, {
    number,
    blob,
    etag,
    modified: Date.now(),
    ...(checksum ? { checksum } : {}),
  });
  sendEmpty(exchange, 200, {
    ETag: `"${etag}"`,
    ...(checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value } : {}),
  });
}

function copyRange(header: string | undefined, size: number): { start: number; end: number } {
  if (header === undefined) return { start: 0, end: size - 1 };
  const match = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(header);
  const start = Number(match?.[1]);
  const end = Number(match?.[2]);
  if (!match || start > end || end >= size) {
    throw new S3Error(
      "InvalidArgument",
      "The x-amz-copy-source-range value must be of the form bytes=first-last within the source.",
    );
  }
  return { start, end };
}

/** UploadPartCopy. */
export async function uploadPartCopy(operation: Operation): Promise<void> {
  const { exchange, bucket, key } = operation;
  const { query } = exchange.target;
  const number = partNumber(query);
  const upload = bucket.uploads.get(query.get("uploadId") ?? "", key);
  const range = exchange.headers.get("x-amz-copy-source-range");
  const { blob, digests } = await copyBytes(
    operation,
    () => upload.algorithm,
    (size) => copyRange(range, size),
  );
  const etag = digests.md5.toString("hex");
  const modified = Date.now();
  const { checksum } = digests;
  const part: PartRecord = { number, blob, etag, modified, ...(checksum ? { checksum } : {}) };
  await bucket.uploads.putPart(upload, part);
  const inner =
    tag("LastModified", new Date(modified).toISOString()) +
    tag("ETag", `"${etag}"`) +
    (checksum ? tag(`Checksum${checksum.algorithm}`, checksum.value) : "");
  sendXml(exchange, xmlDocument("CopyPartResult", inner));
}

/** AbortMultipartUpload. */
export async function abortUpload({ exchange, bucket, key }: Operation): Promise<void> {
  const upload = bucket.uploads.get(exchange.target.query.get("uploadId") ?? "", key);
  await bucket.uploads.exclusive(upload, () => bucket.uploads.end(upload, new Set()));
  sendEmpty(exchange, 204);
}
