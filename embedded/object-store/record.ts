import type { BlobRef } from "#embedded/object-store/blobs.ts";
import type { ChecksumAlgorithm, ChecksumType, StoredChecksum } from "#embedded/object-store/checksum.ts";
import { S3Error } from "#embedded/object-store/errors.ts";

/** What a client may set on an object and gets back. Values are header bytes as latin1. */
export interface ObjectHeaders {
  readonly system: Readonly<Record<string, string>>;
  /** x-amz-meta-*, by full lower-case name */
  readonly meta: Readonly<Record<string, string>>;
}

/** An object's sidecar: the only truth about it. */
export interface ObjectRecord extends ObjectHeaders {
  readonly key: string;
  /** bytes */
  readonly size: number;
  /** Hex, without quotes. */
  readonly etag: string;
  /** ms since 1970 */
  readonly modified: number;
  readonly blobs: readonly BlobRef[];
  readonly checksum?: StoredChecksum;
  /** The multipart upload it came from. */
  readonly uploadId?: string;
}

/** A started multipart upload, as on disk. */
export interface UploadRecord extends ObjectHeaders {
  readonly id: string;
  readonly key: string;
  /** ms since 1970 */
  readonly created: number;
  readonly algorithm?: ChecksumAlgorithm;
  readonly type?: ChecksumType;
}

/** An uploaded part, as on disk. */
export interface PartRecord {
  readonly number: number;
  readonly blob: BlobRef;
  /** Hex MD5. */
  readonly etag: string;
  /** ms since 1970 */
  readonly modified: number;
  /** base64 */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

const SYSTEM = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];
/** S3: all user metadata of an object, names and values, in bytes. */
const MAX_META = 2048;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Features that would change what is stored or who reads it: silently dropping them would be a lie. */
const REFUSED =
  /^x-amz-(grant-.*|tagging|server-side-encryption.*|object-lock-.*|website-redirect-location|write-offset-bytes)$/;

/**
 * Takes what is stored with an object out of request headers (or form fields).
 * Throws MetadataTooLarge, InvalidArgument for a value no header can hold, InvalidStorageClass, and NotImplemented
 * for access lists, tags, encryption and locks.
 */
export function objectHeaders(headers: ReadonlyMap<string, string>): ObjectHeaders {
  const system: Record<string, string> = {};
  const meta: Record<string, string> = {};
  let metaBytes = 0;
  for (const [name, value] of headers) {
    const isMeta = name.startsWith("x-amz-meta-");
    if (REFUSED.test(name) || ((name === "x-amz-acl" || name === "acl") && value !== "private")) {
      throw new S3Error(
        "NotImplemented",
        `A header you provided implies functionality that is not implemented: ${name}.`,
      );
    }
    if (name === "x-amz-storage-class" && value !== "STANDARD") {
      throw new S3Error("InvalidStorageClass", "The storage class you specified is not valid.");
    }
    if (!isMeta && !SYSTEM.includes(name)) continue;
    if (!VALUE.test(value))
      throw new S3Error("InvalidArgument", `${name} holds a character no header can carry.`);
    if (isMeta) {
      meta[name] = value;
      metaBytes += name.length - "x-amz-meta-".length + value.length;
    } else if (name === "content-encoding") {
      // aws-chunked is the form of the transfer, not of the object (S3, "SigV4 streaming").
      const kept = value
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "" && part.toLowerCase() !== "aws-chunked");
      if (kept.length > 0) system[name] = kept.join(",");
    } else {
      system[name] = value;
    }
  }
  if (metaBytes > MAX_META) {
    throw new S3Error("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size.");
  }
  system["content-type"] ??= "application/octet-stream";
  return { system, meta };
}
