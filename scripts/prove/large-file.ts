import { createHash, randomBytes } from "node:crypto";
import { open } from "node:fs/promises";
import { chunk, photo } from "#e2e/samples/picture.ts";

const PIECE = 8 * 1024 * 1024;
/** A chunk of a PNG has its length, its type and its check beside its data. */
const FRAME = 12;
/** Of the data, what tells one chunk from another. */
const MARK = 4;

/**
 * Writes a picture of exactly `size` bytes that do not compress, none of its pieces like another.
 * @returns its SHA-256 (hex).
 */
export async function writeLargePicture(path: string, size: number): Promise<string> {
  const plain = photo(path).bytes;
  const end = plain.subarray(-FRAME);
  const hash = createHash("sha256");
  const file = await open(path, "w");
  const write = async (bytes: Uint8Array) => {
    hash.update(bytes);
    await file.writeFile(bytes);
  };
  try {
    await write(plain.subarray(0, -FRAME));
    const noise = randomBytes(PIECE);
    for (let left = size - plain.length, number = 0; left > 0; number += 1) {
      // What is left after it must have room for a whole chunk.
      const length = left <= PIECE ? left : Math.min(PIECE, left - FRAME - MARK);
      const data = Buffer.from(noise.subarray(0, length - FRAME));
      data.writeUInt32BE(number % 2 ** 32);
      await write(chunk("prVt", data));
      left -= length;
    }
    await write(end);
  } finally {
    await file.close();
  }
  return hash.digest("hex");
}
