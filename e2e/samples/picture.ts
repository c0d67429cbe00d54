import { crc32, deflateSync } from "node:zlib";
import { jpegFile } from "#lib/testing/sample-files.ts";
import type { Sample } from "./sample.ts";

/** One chunk of a PNG. */
export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Whole, with its last chunk; `padding` bytes that do not compress make it as large as wanted. */
function png(name: string, width: number, height: number, padding: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const line = 1 + width * 3;
  const pixels = Buffer.alloc(line * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      pixels.set([(x * 255) / width, (y * 255) / height, 90], y * line + 1 + x * 3);
  }
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("tEXt", Buffer.from(`Title\0${encodeURI(name)}`)),
    ...(padding.length > 0 ? [chunk("prVt", padding)] : []),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** A picture with a gradient; exactly `size` bytes where that is given. */
export function photo(
  name: string,
  options: { width?: number; height?: number; size?: number } = {},
): Sample {
  const { width = 64, height = 48, size } = options;
  const plain = png(name, width, height, new Uint8Array());
  if (size === undefined) return { name, type: "image/png", bytes: plain };
  // A chunk takes 12 bytes besides its data.
  const length = size - plain.length - 12;
  // Of a prime number of bytes, so that no two pieces of a large file are alike.
  const noise = Buffer.alloc(Math.min(length, 65_521));
  for (let at = 0, state = size; at < noise.length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    noise[at] = state >> 16;
  }
  const padding = Buffer.alloc(length, noise);
  return { name, type: "image/png", bytes: png(name, width, height, padding) };
}

/** A small JPEG, each with a comment of its own. */
export function scan(name: string): Sample {
  return { name, type: "image/jpeg", bytes: jpegFile() };
}
