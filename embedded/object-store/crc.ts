/** CRC-32C (Castagnoli) and CRC-64/NVME, which Node does not have, and the joining of CRCs of adjoining parts. */

interface Halves {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Reflected polynomials by width in bits (RFC 3720 B.4; NVMe base specification, figure 121; RFC 1952). */
export const POLYNOMIAL = {
  CRC32: { bits: 32n, poly: 0xedb88320n },
  CRC32C: { bits: 32n, poly: 0x82f63b78n },
  CRC64NVME: { bits: 64n, poly: 0x9a6c9329ac4bc9b5n },
} as const;

/** "Slicing by 8": eight tables of 256 so that one step takes eight bytes. */
function tables(poly: bigint): Halves {
  const low = new Int32Array(2048);
  const high = new Int32Array(2048);
  const values: bigint[] = [];
  for (let i = 0; i < 2048; i++) {
    let crc = i < 256 ? BigInt(i) : (values[i - 256] ?? 0n);
    if (i < 256) for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ poly : crc >> 1n;
    else crc = (crc >> 8n) ^ (values[Number(crc & 255n)] ?? 0n);
    values.push(crc);
    low[i] = Number(BigInt.asIntN(32, crc));
    high[i] = Number(BigInt.asIntN(32, crc >> 32n));
  }
  return { low, high };
}

/** A running CRC of at most 64 bits, kept as two 32-bit halves because BigInt would be a hundred times slower. */
export class Crc {
  #low = -1;
  #high: number;
  readonly #t: Halves;
  readonly #wide: boolean;

  constructor(kind: "CRC32C" | "CRC64NVME") {
    this.#wide = kind === "CRC64NVME";
    this.#high = this.#wide ? -1 : 0;
    this.#t = cached(kind);
  }

  update(data: Buffer): void {
    const { low: L, high: H } = this.#t;
    let lo = this.#low;
    let hi = this.#high;
    let i = 0;
    // Typed-array reads are in range by the loops' bounds; "!" spares a branch in the hot loop.
    for (const end = data.length - 7; i < end; i += 8) {
      const a = lo ^ (data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24));
      const b = hi ^ (data[i + 4]! | (data[i + 5]! << 8) | (data[i + 6]! << 16) | (data[i + 7]! << 24));
      const i7 = 1792 + (a & 255);
      const i6 = 1536 + ((a >>> 8) & 255);
      const i5 = 1280 + ((a >>> 16) & 255);
      const i4 = 1024 + (a >>> 24);
      const i3 = 768 + (b & 255);
      const i2 = 512 + ((b >>> 8) & 255);
      const i1 = 256 + ((b >>> 16) & 255);
      const i0 = b >>> 24;
      lo = L[i7]! ^ L[i6]! ^ L[i5]! ^ L[i4]! ^ L[i3]! ^ L[i2]! ^ L[i1]! ^ L[i0]!;
      if (this.#wide) hi = H[i7]! ^ H[i6]! ^ H[i5]! ^ H[i4]! ^ H[i3]! ^ H[i2]! ^ H[i1]! ^ H[i0]!;
    }
    for (; i < data.length; i++) {
      const at = (lo ^ data[i]!) & 255;
      lo = (lo >>> 8) | (hi << 24);
      hi >>>= 8;
      lo ^= L[at]!;
      hi ^= H[at]!;
    }
    this.#low = lo;
    this.#high = hi;
  }

  /** Big-endian bytes, as S3 writes checksums: 4 or 8. */
  digest(): Buffer {
    const out = Buffer.alloc(this.#wide ? 8 : 4);
    if (this.#wide) out.writeInt32BE(~this.#high, 0);
    out.writeInt32BE(~this.#low, this.#wide ? 4 : 0);
    return out;
  }
}

const made = new Map<string, Halves>();
function cached(kind: "CRC32C" | "CRC64NVME"): Halves {
  const known = made.get(kind) ?? tables(POLYNOMIAL[kind].poly);
  made.set(kind, known);
  return known;
}

/** Product of two polynomials modulo the CRC's, in reflected bit order (zlib's multmodp). */
function multiply(a: bigint, b: bigint, bits: bigint, poly: bigint): bigint {
  let product = 0n;
  for (let bit = 1n << (bits - 1n), factor = b; bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ poly : factor >> 1n;
  }
  return product;
}

/** CRC of `first` followed by `second`, whose data was `secondLength` bytes long (as zlib's crc32_combine). */
export function combineCrc(
  kind: keyof typeof POLYNOMIAL,
  first: Buffer,
  second: Buffer,
  secondLength: number,
): Buffer {
  const { bits, poly } = POLYNOMIAL[kind];
  let shift = 1n << (bits - 1n);
  let square = 1n << (bits - 2n);
  for (let exponent = BigInt(secondLength) * 8n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) shift = multiply(square, shift, bits, poly);
    square = multiply(square, square, bits, poly);
  }
  const joined =
    multiply(shift, BigInt(`0x${first.toString("hex")}`), bits, poly) ^ BigInt(`0x${second.toString("hex")}`);
  return Buffer.from(joined.toString(16).padStart(Number(bits) / 4, "0"), "hex");
}
