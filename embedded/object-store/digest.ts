import { createHash, timingSafeEqual } from "node:crypto";
import {
  algorithmOfHeader,
  assertChecksumValue,
  type ChecksumAlgorithm,
  checksumHeader,
  isDigest,
  parseAlgorithm,
  startChecksum,
} from "#embedded/object-store/checksum.ts";
import { S3Error } from "#embedded/object-store/errors.ts";

/** What a client said about the bytes it sends. */
export interface Expectations {
  /** Exact length in bytes. */
  length?: number;
  /** Smallest and largest length in bytes; EntityTooSmall and EntityTooLarge otherwise. */
  range?: readonly [min: number, max: number];
  /** base64 */
  md5?: string;
  /** Lower-case hex, from x-amz-content-sha256. */
  payloadSha256?: string;
  /** The algorithm to compute and store. */
  algorithm?: ChecksumAlgorithm;
  /** base64; a function where it comes in a trailer, behind the bytes. */
  checksum?: string | (() => string | undefined);
}

/** What was found when all bytes had come. */
export interface Digests {
  size: number;
  md5: Buffer;
  /** base64 */
  checksum?: { algorithm: ChecksumAlgorithm; value: string };
}

/**
 * Reads the one checksum a request's headers (or a form's fields) may carry.
 * Throws InvalidDigest for a malformed Content-MD5; InvalidRequest for a malformed value, two algorithms, or an
 * algorithm announced without a value (S3, "Checking object integrity").
 */
export function expectedChecksum(
  headers: ReadonlyMap<string, string>,
  trailers: ReadonlyMap<string, string>,
): Expectations {
  const expected: Expectations = {};
  const md5 = headers.get("content-md5");
  if (md5 !== undefined) {
    if (!isDigest(md5, 16)) throw new S3Error("InvalidDigest", "The Content-MD5 you specified is not valid.");
    expected.md5 = md5;
  }
  for (const [name, value] of headers) {
    const algorithm = algorithmOfHeader(name);
    if (!algorithm) continue;
    if (expected.algorithm) throw new S3Error("InvalidRequest", "Expecting a single x-amz-checksum- header.");
    assertChecksumValue(algorithm, value);
    expected.algorithm = algorithm;
    expected.checksum = value;
  }
  const trailer = headers.get("x-amz-trailer");
  if (trailer !== undefined) {
    const algorithm = algorithmOfHeader(trailer.trim());
    if (!algorithm || expected.algorithm) {
      throw new S3Error(
        "InvalidRequest",
        "The value specified in the x-amz-trailer header is not supported.",
      );
    }
    expected.algorithm = algorithm;
    expected.checksum = () => trailers.get(checksumHeader(algorithm));
  }
  const announced = headers.get("x-amz-sdk-checksum-algorithm");
  if (announced !== undefined && parseAlgorithm(announced) !== expected.algorithm) {
    throw new S3Error(
      "InvalidRequest",
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  }
  return expected;
}

const same = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);

function verifyLength(size: number, expected: Expectations): void {
  const [min, max] = expected.range ?? [0, Number.POSITIVE_INFINITY];
  if (size > max)
    throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.");
  if (size < min)
    throw new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size.");
  if (expected.length !== undefined && size !== expected.length) {
    throw new S3Error(
      "IncompleteBody",
      "You did not provide the number of bytes specified by the Content-Length HTTP header.",
    );
  }
}

/**
 * Passes a body through while hashing it, and throws behind its last byte when anything the client said is not so:
 * BadDigest, XAmzContentSHA256Mismatch, IncompleteBody, EntityTooLarge (at once), EntityTooSmall. `found` is filled
 * when it ends without a throw.
 */
export async function* verified(
  source: AsyncIterable<Buffer>,
  expected: Expectations,
  found: (digests: Digests) => void,
): AsyncGenerator<Buffer> {
  const md5 = createHash("md5");
  const needsSha256 = expected.payloadSha256 !== undefined || expected.algorithm === "SHA256";
  const sha256 = needsSha256 ? createHash("sha256") : undefined;
  const other =
    expected.algorithm && expected.algorithm !== "SHA256" ? startChecksum(expected.algorithm) : undefined;
  const most = Math.min(
    expected.range?.[1] ?? Number.POSITIVE_INFINITY,
    expected.length ?? Number.POSITIVE_INFINITY,
  );
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > most) verifyLength(size, expected);
    md5.update(chunk);
    sha256?.update(chunk);
    other?.update(chunk);
    yield chunk;
  }
  verifyLength(size, expected);
  const digests: Digests = { size, md5: md5.digest() };
  const sha = sha256?.digest();
  if (expected.payloadSha256 !== undefined && sha && !same(sha, Buffer.from(expected.payloadSha256, "hex"))) {
    throw new S3Error(
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  if (expected.md5 !== undefined && !same(digests.md5, Buffer.from(expected.md5, "base64"))) {
    throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
  const value = expected.algorithm === "SHA256" ? sha : other?.digest();
  if (expected.algorithm && value) {
    const { algorithm, checksum } = expected;
    digests.checksum = { algorithm, value: value.toString("base64") };
    verifyChecksum(algorithm, digests.checksum.value, checksum);
  }
  found(digests);
}

function verifyChecksum(algorithm: ChecksumAlgorithm, value: string, said: Expectations["checksum"]): void {
  if (said === undefined) return;
  const claimed = typeof said === "function" ? said() : said;
  if (claimed === undefined) {
    throw new S3Error("MalformedTrailerError", "The checksum announced in x-amz-trailer did not come.");
  }
  assertChecksumValue(algorithm, claimed);
  if (claimed !== value) {
    throw new S3Error("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}
