import "server-only";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { Place } from "#lib/backup/place.ts";
import { AppError } from "#lib/errors.ts";
import { CHUNK, chunkOf } from "#lib/storage/carry.ts";

/** Reads bytes `start` to `end`, both included. */
export type ReadRange = (start: number, end: number) => Promise<Buffer>;

/** Tries of one request while a store is away, and milliseconds before the second; each pause doubles. */
const TRIES = 5;
const FIRST_PAUSE_MS = 1_000;

/** Asks again where a store was away: a long run must outlive its restart. */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const passes = error instanceof AppError && error.code === "storage_unavailable";
      if (!passes || tried === TRIES) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** (tried - 1), undefined, { signal });
    }
  }
}

/** So many bytes, chunk by chunk as `sendChunks` takes them. */
export async function* chunksOf(size: number, read: ReadRange): AsyncGenerator<Buffer> {
  const length = chunkOf(size);
  for (let start = 0; start < size; start += length)
    yield await read(start, Math.min(size, start + length) - 1);
}

/** A stream of any length, in chunks of one size. */
export async function* inChunks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    waiting.push(piece);
    length += piece.byteLength;
    while (length >= CHUNK) {
      const all = Buffer.concat(waiting);
      yield all.subarray(0, CHUNK);
      waiting = [all.subarray(CHUNK)];
      length = all.length - CHUNK;
    }
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** What so many bytes hash to (SHA-256, hex). */
export async function hashOf(size: number, read: ReadRange): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of chunksOf(size, read)) hash.update(chunk);
  return hash.digest("hex");
}

/**
 * A file of a place as it comes, and an error behind its last byte where it is not what it was.
 * @throws {Error} where it is not there, or has changed.
 */
export async function* fileOf(place: Place, path: string, sha256: string | null): AsyncGenerator<Buffer> {
  const size = await place.size(path);
  if (size === null) throw new Error(`${path} is missing in ${place.name}.`);
  const hash = createHash("sha256");
  for await (const chunk of chunksOf(size, (start, end) => place.read(path, start, end))) {
    hash.update(chunk);
    yield chunk;
  }
  if (sha256 !== null && hash.digest("hex") !== sha256)
    throw new Error(`${path} in ${place.name} is damaged: it is not what was written.`);
}

/** Keeps a small file. */
export const writeText = (place: Place, path: string, text: string) =>
  place.write(() => path, inChunks(Readable.from([Buffer.from(text)])), null);

/** A small file of a place as text; null where there is none. */
export async function textOf(place: Place, path: string): Promise<string | null> {
  const size = await place.size(path);
  return size === null ? null : (await place.read(path, 0, size - 1)).toString("utf8");
}
