import type { Signed } from "#embedded/object-store/auth.ts";
import type { BlobRef, BlobStore } from "#embedded/object-store/blobs.ts";
import { chunkedForm, decodeChunked } from "#embedded/object-store/chunked.ts";
import {
  type Digests,
  type Expectations,
  expectedChecksum,
  verified,
} from "#embedded/object-store/digest.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import type { Exchange } from "#embedded/object-store/exchange.ts";

/** S3: the most bytes a single PUT, POST or part may have. */
export const MAX_UPLOAD = 5 * 1024 ** 3;
/** Room for CompleteMultipartUpload with 10,000 checksummed parts and DeleteObjects with 1,000 long keys. */
const MAX_DOCUMENT = 4 * 1024 * 1024;

/** The bytes as they come. Answers "100 Continue" first, so a refused request never sent its body. */
export function rawBody(exchange: Exchange): AsyncIterable<Buffer> {
  if (exchange.expectsContinue) {
    exchange.expectsContinue = false;
    exchange.res.writeContinue();
  }
  // The socket must outlive an early return: the refusal still has to be answered over it.
  return exchange.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

function parseLength(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new S3Error("InvalidArgument", "A length must be a whole number of bytes.");
  return Number(text);
}

/** The length of the decoded body. Throws MissingContentLength, as S3 and R2 do, for a plain body without one. */
function declaredLength(exchange: Exchange, chunked: boolean): number {
  const header = chunked ? "x-amz-decoded-content-length" : "content-length";
  const text = exchange.headers.get(header);
  if (text === undefined) {
    throw new S3Error("MissingContentLength", `You must provide the ${header} HTTP header.`);
  }
  return parseLength(text);
}

interface OpenBody {
  source: AsyncIterable<Buffer>;
  expected: Expectations;
}

function openBody(exchange: Exchange, signed: Signed, max: number): OpenBody {
  const { payloadHash } = signed;
  const form = chunkedForm(payloadHash);
  const hex = /^[0-9a-f]{64}$/.test(payloadHash);
  if (!form && !hex && payloadHash !== "UNSIGNED-PAYLOAD") {
    throw payloadHash.startsWith("STREAMING-")
      ? new S3Error("NotImplemented", "This kind of streaming signature is not implemented.")
      : new S3Error(
          "InvalidArgument",
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-* or a valid sha256 value.",
        );
  }
  const trailers = new Map<string, string>();
  const expected = expectedChecksum(exchange.headers, trailers);
  if (exchange.headers.has("x-amz-trailer") && !form?.trailer) {
    throw new S3Error("InvalidRequest", "x-amz-trailer needs a streaming payload with trailers.");
  }
  expected.length = declaredLength(exchange, form !== undefined);
  if (expected.length > max) {
    throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.");
  }
  if (hex) expected.payloadSha256 = payloadHash;
  const raw = rawBody(exchange);
  return { source: form ? decodeChunked(raw, form, signed, trailers) : raw, expected };
}

/** An upload on the disk, verified and durable, that nothing refers to yet. */
export interface ReceivedBlob {
  readonly blob: BlobRef;
  readonly digests: Digests;
}

/** Streams bytes into a new blob; where a check fails the blob is gone and the check's error thrown. */
export async function storeBlob(
  blobs: BlobStore,
  source: AsyncIterable<Buffer>,
  expected: Expectations,
): Promise<ReceivedBlob> {
  let digests: Digests | undefined;
  const blob = await blobs.write(
    verified(source, expected, (found) => {
      digests = found;
    }),
  );
  if (!digests) throw new Error("a blob was stored before it was verified");
  return { blob, digests };
}

/** Receives the body of PutObject or UploadPart. */
export async function receiveBlob(
  exchange: Exchange,
  signed: Signed,
  blobs: BlobStore,
): Promise<ReceivedBlob> {
  const { source, expected } = openBody(exchange, signed, MAX_UPLOAD);
  return storeBlob(blobs, source, expected);
}

/** Receives and verifies a small request document as text; empty when there is no body. Throws MaxMessageLengthExceeded. */
export async function receiveDocument(
  exchange: Exchange,
  signed: Signed,
  /** In CompleteMultipartUpload a checksum header speaks of the object, not of the document. */
  checksumIsOfBody = true,
): Promise<string> {
  if (!exchange.headers.has("content-length") && !exchange.headers.has("transfer-encoding")) {
    exchange.headers.set("content-length", "0");
  }
  const parts: Buffer[] = [];
  let size = 0;
  const { source, expected } = openBody(exchange, signed, MAX_UPLOAD);
  if (!checksumIsOfBody) {
    delete expected.algorithm;
    delete expected.checksum;
  }
  for await (const part of verified(source, expected, () => undefined)) {
    size += part.length;
    if (size > MAX_DOCUMENT) throw new S3Error("MaxMessageLengthExceeded", "Your request was too big.");
    parts.push(part);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new S3Error("MalformedXML", "The XML you provided is not valid UTF-8.");
  }
}
