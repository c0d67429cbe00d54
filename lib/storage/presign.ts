import "server-only";
import type { Store } from "#lib/storage/client.ts";
import { type Guards, guardHeaders } from "#lib/storage/guards.ts";
import { signerOf, storeNow } from "#lib/storage/signer.ts";

export type SignedWrite = {
  key: string;
  contentType: string;
  /** Kept with the object: R2 may not honour the override of a signed GET (r2.md). */
  disposition: string;
  /** Bytes, exactly. */
  size: number;
  /** SHA-256, hex; null where the caller gave none. */
  sha256: string | null;
  /** Seconds; at most 900 (bar: uploads live 15 minutes at most). */
  expiresIn: number;
};

const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

/**
 * A signed PUT that stores these bytes once: length, type and checksum are signed, and so is `If-None-Match: *`, so
 * that using it again cannot overwrite (r2.md, "Presigned requests"). The caller must send exactly `headers`.
 * @param guards what this store was seen to obey unsigned.
 */
export async function signPut(
  target: Store,
  { key, expiresIn, ...write }: SignedWrite,
  guards: Guards,
): Promise<{ url: string; headers: Record<string, string> }> {
  const headers = {
    "content-type": write.contentType,
    "content-disposition": write.disposition,
    "if-none-match": "*",
    ...(write.sha256 !== null && { "x-amz-checksum-sha256": base64(write.sha256) }),
    ...guardHeaders(guards),
  };
  const url = (await signerOf(target)).url({
    method: "PUT",
    key,
    query: { "x-id": "PutObject" },
    // A browser sets the length itself.
    headers: { ...headers, "content-length": String(write.size) },
    expiresIn,
    at: storeNow(target),
  });
  return { url, headers };
}

export type SignedPart = {
  key: string;
  /** What the store calls the multipart upload. */
  storeUploadId: string;
  /** From 1. */
  number: number;
  /** Bytes, exactly. */
  size: number;
  /** Seconds; at most 900. */
  expiresIn: number;
};

/**
 * A signed PUT of one part: its length is signed. Used again it stores the part again, until the upload is joined or
 * given up; then the store knows the upload no more. The caller must send exactly `headers`.
 * @param guards what this store was seen to obey unsigned.
 */
export async function signPart(
  target: Store,
  { key, storeUploadId, number, size, expiresIn }: SignedPart,
  guards: Guards,
): Promise<{ url: string; headers: Record<string, string> }> {
  const headers = guardHeaders(guards);
  const url = (await signerOf(target)).url({
    method: "PUT",
    key,
    query: { partNumber: String(number), uploadId: storeUploadId, "x-id": "UploadPart" },
    headers: { ...headers, "content-length": String(size) },
    expiresIn,
    at: storeNow(target),
  });
  return { url, headers };
}

/**
 * A signed POST policy that takes exactly these bytes: key, type, length and checksum are conditions, so that sending
 * it again can only store the same bytes. Only for stores proven to check the checksum.
 */
export async function signPost(
  target: Store,
  { key, size, expiresIn, ...write }: SignedWrite & { sha256: string },
): Promise<{ url: string; fields: Record<string, string> }> {
  const fields = {
    "Content-Type": write.contentType,
    "Content-Disposition": write.disposition,
    "x-amz-checksum-algorithm": "SHA256",
    "x-amz-checksum-sha256": base64(write.sha256),
  };
  const at = storeNow(target);
  return (await signerOf(target)).post(target.bucket, { key, fields, size, expiresIn, at });
}

export type SignedRead = {
  key: string;
  contentType: string;
  /** A Content-Disposition that overrides the object's own. */
  disposition: string;
  /** Seconds: 300 to 900 (seed: 5 to 15 minutes). */
  expiresIn: number;
};

/**
 * A signed GET for a person's download or preview.
 * @param at when it begins to be good, in ms by the store's clock; now when not given.
 */
export async function signGet(target: Store, read: SignedRead, at = storeNow(target)): Promise<string> {
  const query = {
    "response-cache-control": "private, max-age=300",
    "response-content-disposition": read.disposition,
    "response-content-type": read.contentType,
    "x-id": "GetObject",
  };
  const { key, expiresIn } = read;
  return (await signerOf(target)).url({ method: "GET", key, query, headers: {}, expiresIn, at });
}
