import { createHash, randomBytes } from "node:crypto";
import { pngFile } from "#lib/testing/sample-files.ts";

/** A file too large for comfort: a picture by its first and last bytes, noise in between, made as it is read. */
export type BigFile = {
  /** Bytes. */
  size: number;
  /** Hex. */
  sha256: string;
  /** The bytes from `start` to `end`, which is not counted in. */
  slice: (start: number, end: number) => Buffer;
};

const NOISE = randomBytes(2 ** 20 + 7);

/** A big file of `size` bytes. */
export function bigFile(size: number): BigFile {
  const picture = pngFile();
  const [head, tail] = [picture.subarray(0, -12), picture.subarray(-12)];
  const slice = (start: number, end: number) => {
    const bytes = Buffer.allocUnsafe(end - start);
    for (let at = start; at < end; ) at += NOISE.copy(bytes, at - start, at % NOISE.length);
    if (start < head.length) head.copy(bytes, 0, start);
    const tailAt = size - tail.length;
    if (end > tailAt) tail.copy(bytes, Math.max(0, tailAt - start), Math.max(0, start - tailAt));
    return bytes;
  };
  const hash = createHash("sha256");
  const STEP = 8 * 2 ** 20;
  for (let at = 0; at < size; at += STEP) hash.update(slice(at, Math.min(at + STEP, size)));
  return { size, sha256: hash.digest("hex"), slice };
}
