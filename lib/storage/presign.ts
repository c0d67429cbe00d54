import "server-only";
import { GetObjectCommand, PutObjectCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Store } from "#lib/storage/client.ts";
import { GUARD_HEADERS, type Guards, guardHeaders } from "#lib/storage/guards.ts";

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

/** Middleware that adds headers to a command before it is signed. */
function adding(headers: Record<string, string>) {
  return <Args extends { request: unknown }, Output>(next: (args: Args) => Promise<Output>) =>
    (args: Args) => {
      Object.assign((args.request as { headers: Record<string, string> }).headers, headers);
      return next(args);
    };
}

/**
 * A signed PUT that stores these bytes once: length, type and checksum are signed, and so is `If-None-Match: *`, so
 * that using it again cannot overwrite (r2.md, "Presigned requests"). The caller must send exactly `headers`.
 * @param guards what this store was seen to obey unsigned.
 */
export async function signPut(
  { client, bucket }: Store,
  write: SignedWrite,
  guards: Guards,
): Promise<{ url: string; headers: Record<string, string> }> {
  const guard = guardHeaders(guards);
  const checksum = write.sha256 === null ? null : base64(write.sha256);
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: write.key,
    ContentType: write.contentType,
    ContentDisposition: write.disposition,
    ContentLength: write.size,
    IfNoneMatch: "*",
    ...(checksum !== null && { ChecksumSHA256: checksum }),
  });
  command.middlewareStack.add(adding(guard), { step: "build" });
  const url = await getSignedUrl(client, command, {
    expiresIn: write.expiresIn,
    signableHeaders: new Set([
      "host",
      "content-type",
      "content-disposition",
      "content-length",
      "if-none-match",
      "x-amz-checksum-sha256",
      ...GUARD_HEADERS,
    ]),
    unhoistableHeaders: new Set(["if-none-match", "x-amz-checksum-sha256", ...GUARD_HEADERS]),
  });
  return {
    url,
    headers: {
      "content-type": write.contentType,
      "content-disposition": write.disposition,
      "if-none-match": "*",
      ...(checksum !== null && { "x-amz-checksum-sha256": checksum }),
      ...guard,
    },
  };
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
  { client, bucket }: Store,
  part: SignedPart,
  guards: Guards,
): Promise<{ url: string; headers: Record<string, string> }> {
  const headers = guardHeaders(guards);
  const command = new UploadPartCommand({
    Bucket: bucket,
    Key: part.key,
    UploadId: part.storeUploadId,
    PartNumber: part.number,
    ContentLength: part.size,
  });
  command.middlewareStack.add(adding(headers), { step: "build" });
  const url = await getSignedUrl(client, command, {
    expiresIn: part.expiresIn,
    signableHeaders: new Set(["host", "content-length", ...GUARD_HEADERS]),
    unhoistableHeaders: new Set(GUARD_HEADERS),
  });
  return { url, headers };
}

/**
 * A signed POST policy that takes exactly these bytes: key, type, length and checksum are conditions, so that sending
 * it again can only store the same bytes. Only for stores proven to check the checksum.
 */
export async function signPost(
  { client, bucket }: Store,
  write: SignedWrite & { sha256: string },
): Promise<{ url: string; fields: Record<string, string> }> {
  const fields = {
    "Content-Type": write.contentType,
    "Content-Disposition": write.disposition,
    "x-amz-checksum-algorithm": "SHA256",
    "x-amz-checksum-sha256": base64(write.sha256),
  };
  const signed = await createPresignedPost(client, {
    Bucket: bucket,
    Key: write.key,
    Expires: write.expiresIn,
    Fields: fields,
    Conditions: [
      ["content-length-range", write.size, write.size],
      ["eq", "$key", write.key],
      ...Object.entries(fields).map(([name, value]) => ["eq", `$${name}`, value] as ["eq", string, string]),
    ],
  });
  return { url: signed.url, fields: signed.fields };
}

export type SignedRead = {
  key: string;
  contentType: string;
  /** A Content-Disposition that overrides the object's own. */
  disposition: string;
  /** Seconds: 300 to 900 (seed: 5 to 15 minutes). */
  expiresIn: number;
};

/** A signed GET for a person's download or preview. */
export async function signGet({ client, bucket }: Store, read: SignedRead): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: read.key,
    ResponseContentDisposition: read.disposition,
    ResponseContentType: read.contentType,
    ResponseCacheControl: "private, max-age=300",
  });
  return getSignedUrl(client, command, { expiresIn: read.expiresIn });
}
