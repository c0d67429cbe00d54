import { createHash, type Hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Crc } from "#embedded/object-store/crc.ts";
import { S3Error } from "#embedded/object-store/errors.ts";

/** S3's additional checksums, with the length of their value in bytes. */
export const CHECKSUM_BYTES = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 } as const;
export type ChecksumAlgorithm = keyof typeof CHECKSUM_BYTES;
export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

/** A checksum as stored and returned. `value` is base64, with `-parts` behind it when composite. */
export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  readonly value: string;
}

/** Name of the header that carries an algorithm's value. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** Parses an algorithm's name as in x-amz-checksum-algorithm; throws InvalidRequest. */
export function parseAlgorithm(name: string): ChecksumAlgorithm {
  const upper = name.toUpperCase();
  if (!Object.hasOwn(CHECKSUM_BYTES, upper)) {
    throw new S3Error("InvalidRequest", "Checksum algorithm provided is unsupported.");
  }
  return upper as ChecksumAlgorithm;
}

/** The algorithm a header or trailer name carries, or undefined for any other name. */
export function algorithmOfHeader(name: string): ChecksumAlgorithm | undefined {
  const upper = name.toLowerCase().startsWith("x-amz-checksum-") ? name.slice(15).toUpperCase() : "";
  return Object.hasOwn(CHECKSUM_BYTES, upper) ? (upper as ChecksumAlgorithm) : undefined;
}

/** True where `value` is canonical base64 of exactly `bytes` bytes. */
export function isDigest(value: string, bytes: number): boolean {
  const decoded = Buffer.from(value, "base64");
  return decoded.length === bytes && decoded.toString("base64") === value;
}

/** Throws InvalidRequest, as S3 does, for a checksum that is not base64 of the right length. */
export function assertChecksumValue(algorithm: ChecksumAlgorithm, value: string): void {
  if (!isDigest(value, CHECKSUM_BYTES[algorithm])) {
    throw new S3Error("InvalidRequest", `Value for ${checksumHeader(algorithm)} header is invalid.`);
  }
}

interface Running {
  update(data: Buffer): void;
  digest(): Buffer;
}

class Crc32 implements Running {
  #value = 0;
  update(data: Buffer): void {
    this.#value = crc32(data, this.#value);
  }
  digest(): Buffer {
    const out = Buffer.alloc(4);
    out.writeUInt32BE(this.#value);
    return out;
  }
}

class NodeHash implements Running {
  readonly #hash: Hash;
  constructor(name: string) {
    this.#hash = createHash(name);
  }
  update(data: Buffer): void {
    this.#hash.update(data);
  }
  digest(): Buffer {
    return this.#hash.digest();
  }
}

/** A running checksum. `digest` may be called once. */
export function startChecksum(algorithm: ChecksumAlgorithm | "MD5"): Running {
  if (algorithm === "CRC32") return new Crc32();
  if (algorithm === "CRC32C" || algorithm === "CRC64NVME") return new Crc(algorithm);
  return new NodeHash(algorithm);
}
